package io.costspan.instrument;

import io.costspan.instrument.jdkhttp.JdkHttpInstrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The classes that are woven, by internal name. Asked for every class that any loader defines, so
 * it is a switch, and an instrumentation loads only when its client does.
 */
final class Targets {
  private Targets() {}

  /** The instrumentation of that class, or null for all the others. */
  static @Nullable ClientInstrumentation of(String internalName) {
    switch (internalName) {
      case "jdk/internal/net/http/HttpClientImpl":
        return new JdkHttpInstrumentation();
      default:
        return null;
    }
  }
}
