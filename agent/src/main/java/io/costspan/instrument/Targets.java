package io.costspan.instrument;

import io.costspan.instrument.apache4.Apache4Instrumentation;
import io.costspan.instrument.apache5.Apache5Instrumentation;
import io.costspan.instrument.jdkhttp.JdkHttpInstrumentation;
import io.costspan.instrument.micrometer.MetricsMeeting;
import io.costspan.instrument.micrometer.TokenMeterMeeting;
import io.costspan.instrument.micrometer.TracingMeeting;
import io.costspan.instrument.okhttp.OkHttpInstrumentation;
import io.costspan.instrument.opentelemetry.GlobalOpenTelemetryMeeting;
import io.costspan.instrument.opentelemetry.OpenTelemetryInstrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The classes that are woven, by internal name. Called for every class that any class loader
 * defines, so it is a switch, and an instrumentation is loaded only with its client.
 */
final class Targets {
  static final String TLS_ENGINE = "javax/net/ssl/SSLEngine";
  static final String TLS_NAME = "javax/net/ssl/SNIHostName";
  static final String TLS_OF_KTOR = "io/ktor/network/tls/TLSConfig";
  static final String TLS_OF_AWS =
      "software/amazon/awssdk/crt/http/HttpClientConnectionManagerOptions";
  static final String BEAN_SERVER = "com/sun/jmx/mbeanserver/JmxMBeanServer";

  /**
   * What looks for the application's {@code main}, when all agents of the command line are there.
   */
  static final String LAUNCHER = "sun/launcher/LauncherHelper";

  private static final String LIBRARY = "opentelemetry/";
  private static final int LIBRARY_AT = "io/".length();

  private Targets() {}

  /**
   * Whether that class of the JDK is of interest: because it is told to which host TLS is spoken,
   * because it is the server of JMX beans, or because it starts the application.
   */
  static boolean isOfJdk(String internalName) {
    switch (internalName) {
      case TLS_ENGINE:
      case TLS_NAME:
      case BEAN_SERVER:
      case LAUNCHER:
        return true;
      default:
        return false;
    }
  }

  /** Whether that class of a library that brings its own TLS is told to which host it is spoken. */
  static boolean isOfOwnTls(String internalName) {
    switch (internalName) {
      case TLS_OF_KTOR:
      case TLS_OF_AWS:
        return true;
      default:
        return false;
    }
  }

  /** Whether what is woven into that class has to enclose what other agents weave into it. */
  static boolean isFrame(String internalName) {
    return internalName.endsWith("/CloseableHttpClient");
  }

  /** The instrumentation of that class, or null if it is not woven. */
  static @Nullable ClientInstrumentation of(String internalName) {
    switch (internalName) {
      case "jdk/internal/net/http/HttpClientImpl":
      case "jdk/internal/net/http/HttpClientFacade":
        return new JdkHttpInstrumentation();
      case "okhttp3/internal/http/RealInterceptorChain":
      case "okhttp3/internal/connection/Exchange":
      case "okhttp3/internal/connection/Exchange$RequestBodySink":
      case "okhttp3/internal/connection/Exchange$ResponseBodySource":
      case "okhttp3/internal/connection/RealCall":
      case "okhttp3/RealCall":
        return new OkHttpInstrumentation();
      case "org/apache/http/impl/client/CloseableHttpClient":
      case "org/apache/http/impl/client/InternalHttpClient":
      case "org/apache/http/impl/client/MinimalHttpClient":
      case "org/apache/http/impl/client/AbstractHttpClient":
      case "org/apache/http/impl/BHttpConnectionBase":
      case "org/apache/http/impl/DefaultBHttpClientConnection":
      case "org/apache/http/impl/AbstractHttpClientConnection":
      case "org/apache/http/impl/SocketHttpClientConnection":
      case "org/apache/http/impl/entity/EntitySerializer":
      case "org/apache/http/impl/entity/EntityDeserializer":
      case "org/apache/http/impl/io/ContentLengthInputStream":
      case "org/apache/http/impl/io/ChunkedInputStream":
      case "org/apache/http/impl/io/IdentityInputStream":
      case "org/apache/http/impl/io/ContentLengthOutputStream":
      case "org/apache/http/impl/io/ChunkedOutputStream":
      case "org/apache/http/impl/io/IdentityOutputStream":
        return new Apache4Instrumentation();
      case "org/apache/hc/client5/http/impl/classic/CloseableHttpClient":
      case "org/apache/hc/client5/http/impl/classic/InternalHttpClient":
      case "org/apache/hc/client5/http/impl/classic/MinimalHttpClient":
      case "org/apache/hc/core5/http/impl/io/BHttpConnectionBase":
      case "org/apache/hc/core5/http/impl/io/DefaultBHttpClientConnection":
      case "org/apache/hc/core5/http/impl/io/ContentLengthInputStream":
      case "org/apache/hc/core5/http/impl/io/ChunkedInputStream":
      case "org/apache/hc/core5/http/impl/io/IdentityInputStream":
      case "org/apache/hc/core5/http/impl/io/ContentLengthOutputStream":
      case "org/apache/hc/core5/http/impl/io/ChunkedOutputStream":
      case "org/apache/hc/core5/http/impl/io/IdentityOutputStream":
        return new Apache5Instrumentation();
      case "io/micrometer/core/instrument/Metrics":
        return new MetricsMeeting();
      case "org/springframework/ai/chat/observation/ChatModelMeterObservationHandler":
      case "org/springframework/ai/embedding/observation/EmbeddingModelMeterObservationHandler":
      case "dev/langchain4j/micrometer/metrics/listeners/MicrometerMetricsChatModelListener":
      case "dev/langchain4j/observation/listener/ObservationChatModelListener":
      case "dev/langchain4j/observation/listeners/ObservationChatModelListener":
      case "io/quarkiverse/langchain4j/runtime/listeners/MetricsChatModelListener":
        return new TokenMeterMeeting();
      case "io/micrometer/tracing/handler/TracingObservationHandler":
        return new TracingMeeting();
      default:
        return internalName.startsWith(LIBRARY, LIBRARY_AT) ? ofOpenTelemetry(internalName) : null;
    }
  }

  /** Without their first part, because packing relocates names that begin like the library's. */
  private static @Nullable ClientInstrumentation ofOpenTelemetry(String internalName) {
    switch (internalName.substring(LIBRARY_AT)) {
      case "opentelemetry/sdk/OpenTelemetrySdk":
      case "opentelemetry/sdk/trace/SdkTracerProvider":
      case "opentelemetry/sdk/metrics/SdkMeterProvider":
        return new OpenTelemetryInstrumentation();
      case "opentelemetry/api/GlobalOpenTelemetry":
        return new GlobalOpenTelemetryMeeting();
      default:
        return null;
    }
  }
}
