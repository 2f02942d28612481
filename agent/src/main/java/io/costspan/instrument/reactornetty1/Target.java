package io.costspan.instrument.reactornetty1;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import reactor.netty.http.client.HttpClient;

/**
 * Reads Reactor Netty's object for the target of a request, whose class is its own. What it offers
 * to others is the whole URL, which it may put together for whoever asks.
 */
final class Target {
  private static final String TYPE = "reactor.netty.http.client.UriEndpoint";
  private static final MethodHandle HOST = getter("host", String.class);
  private static final MethodHandle PORT = getter("port", int.class);
  private static final MethodHandle SCHEME = getter("scheme", String.class);
  private static final MethodHandle PATH = getter("pathAndQuery", String.class);
  private static final int HTTP = 80;

  private Target() {}

  private static MethodHandle getter(String name, Class<?> type) {
    try {
      Field field =
          Class.forName(TYPE, false, HttpClient.class.getClassLoader()).getDeclaredField(name);
      field.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectGetter(field)
          .asType(MethodType.methodType(type, Object.class));
    } catch (ReflectiveOperationException unknownVersion) {
      throw new LinkageError(TYPE, unknownVersion);
    }
  }

  static String host(Object target) throws Throwable {
    return (String) HOST.invokeExact(target);
  }

  static int port(Object target) throws Throwable {
    return (int) PORT.invokeExact(target);
  }

  static String scheme(Object target) throws Throwable {
    return (String) SCHEME.invokeExact(target);
  }

  static String path(Object target) throws Throwable {
    return (String) PATH.invokeExact(target);
  }

  /** Whether it looks like a target without a host, which is then that of the client. */
  static boolean isRelative(String host, int port) {
    return port == HTTP && host.equals("localhost");
  }
}
