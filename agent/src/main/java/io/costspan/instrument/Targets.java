package io.costspan.instrument;

import io.costspan.instrument.apache4.Apache4Instrumentation;
import io.costspan.instrument.apache5.Apache5Instrumentation;
import io.costspan.instrument.jdkhttp.JdkHttpInstrumentation;
import io.costspan.instrument.okhttp.OkHttpInstrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The classes that are woven, by internal name. Called for every class that any class loader
 * defines, so it is a switch, and an instrumentation is loaded only with its client.
 */
final class Targets {
  private Targets() {}

  /** The instrumentation of that class, or null if it is not woven. */
  static @Nullable ClientInstrumentation of(String internalName) {
    switch (internalName) {
      case "jdk/internal/net/http/HttpClientImpl":
        return new JdkHttpInstrumentation();
      case "okhttp3/internal/http/RealInterceptorChain":
      case "okhttp3/internal/connection/Exchange":
        return new OkHttpInstrumentation();
      case "org/apache/http/impl/client/InternalHttpClient":
      case "org/apache/http/impl/client/MinimalHttpClient":
      case "org/apache/http/impl/client/AbstractHttpClient":
      case "org/apache/http/impl/execchain/HttpResponseProxy":
        return new Apache4Instrumentation();
      case "org/apache/hc/client5/http/impl/classic/InternalHttpClient":
      case "org/apache/hc/client5/http/impl/classic/MinimalHttpClient":
        return new Apache5Instrumentation();
      default:
        return null;
    }
  }
}
