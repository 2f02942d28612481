package io.costspan.instrument.jdkhttp;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What advice asks the JDK's own objects. Their classes are open to nobody but each other, so it
 * asks with the eyes of a woven class.
 */
final class JdkInternals {
  private static final String PACKAGE = "jdk.internal.net.http.";
  private static final int END_STREAM = 1;

  private static volatile @Nullable JdkInternals seen;

  private final MethodHandle isWebSocket;
  private final MethodHandle data;
  private final MethodHandle flag;

  private JdkInternals(Lookup eyes) throws ReflectiveOperationException {
    Class<?> request = eyes.findClass(PACKAGE + "HttpRequestImpl");
    Class<?> frame = eyes.findClass(PACKAGE + "frame.DataFrame");
    isWebSocket =
        eyes.findVirtual(request, "isWebSocket", methodType(boolean.class))
            .asType(methodType(boolean.class, Object.class));
    data =
        eyes.findVirtual(frame, "getData", methodType(List.class))
            .asType(methodType(List.class, Object.class));
    flag =
        eyes.findVirtual(frame, "getFlag", methodType(boolean.class, int.class))
            .asType(methodType(boolean.class, Object.class, int.class));
  }

  /**
   * @param eyes of a class of the client
   */
  static void open(Lookup eyes) throws ReflectiveOperationException {
    seen = new JdkInternals(eyes);
  }

  private static JdkInternals seen() {
    return requireNonNull(seen);
  }

  /** Whether a request opens a WebSocket. */
  static boolean isWebSocket(Object request) throws Throwable {
    return (boolean) seen().isWebSocket.invokeExact(request);
  }

  /** The part of a body that a frame of HTTP/2 brings. */
  @SuppressWarnings("unchecked")
  static List<ByteBuffer> data(Object frame) throws Throwable {
    return (List<ByteBuffer>) (List<?>) seen().data.invokeExact(frame);
  }

  /** Whether a frame of HTTP/2 is the last one of its stream. */
  static boolean isLast(Object frame) throws Throwable {
    return (boolean) seen().flag.invokeExact(frame, END_STREAM);
  }
}
