package io.costspan.instrument.vertx4;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/** What advice asks Vert.x' own request for, with the eyes of a woven class. */
final class VertxInternals {
  private static final String BASE = "io.vertx.core.http.impl.HttpClientRequestBase";
  private static final long CANCEL = 8;

  private static volatile @Nullable VertxInternals seen;

  private final MethodHandle handleException;
  private final MethodHandle reset;

  private VertxInternals(Lookup eyes) throws ReflectiveOperationException {
    handleException =
        eyes.findVirtual(
                eyes.findClass(BASE), "handleException", methodType(void.class, Throwable.class))
            .asType(methodType(void.class, HttpClientRequest.class, Throwable.class));
    // What it returns is another type in each version.
    reset =
        eyes.unreflect(HttpClientRequest.class.getMethod("reset", long.class))
            .asType(methodType(void.class, HttpClientRequest.class, long.class));
  }

  /**
   * @param eyes of a class of the client
   */
  static void open(Lookup eyes) throws ReflectiveOperationException {
    seen = new VertxInternals(eyes);
  }

  /**
   * Fails a request of which nothing is written yet: what a connection does that breaks, and then
   * what the application can do, which frees the connection.
   */
  static void fail(HttpClientRequest request, IOException cause) throws Throwable {
    VertxInternals internals = requireNonNull(seen);
    try {
      internals.handleException.invokeExact(request, (Throwable) cause);
    } finally {
      internals.reset.invokeExact(request, CANCEL);
    }
  }
}
