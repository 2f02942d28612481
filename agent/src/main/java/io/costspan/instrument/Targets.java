package io.costspan.instrument;

import io.costspan.instrument.apache4.Apache4Instrumentation;
import io.costspan.instrument.apache4async.Apache4AsyncInstrumentation;
import io.costspan.instrument.apache5.Apache5Instrumentation;
import io.costspan.instrument.apache5async.Apache5AsyncInstrumentation;
import io.costspan.instrument.awssdk2.AwsSdk2Instrumentation;
import io.costspan.instrument.httpurlconnection.HttpUrlConnectionInstrumentation;
import io.costspan.instrument.jdkhttp.JdkHttpInstrumentation;
import io.costspan.instrument.jetty12.JettyInstrumentation;
import io.costspan.instrument.micrometer.MetricsMeeting;
import io.costspan.instrument.micrometer.TokenMeterMeeting;
import io.costspan.instrument.micrometer.TracingMeeting;
import io.costspan.instrument.netty4.Netty4Instrumentation;
import io.costspan.instrument.okhttp.OkHttpInstrumentation;
import io.costspan.instrument.opentelemetry.GlobalOpenTelemetryMeeting;
import io.costspan.instrument.opentelemetry.OpenTelemetryInstrumentation;
import io.costspan.instrument.opentelemetry.SpanInstrumentation;
import io.costspan.instrument.reactornetty1.ReactorNettyInstrumentation;
import io.costspan.instrument.servlet.ServletInstrumentation;
import io.costspan.instrument.vertx4.Vertx4Instrumentation;
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

  private static final String JETTY_REQUEST = "org/eclipse/jetty/client/transport/HttpRequest";

  private static final String LIBRARY = "opentelemetry/";
  private static final int LIBRARY_AT = "io/".length();

  private static volatile boolean requests;

  private Targets() {}

  /** From now on what shows where requests begin and end is among them. */
  static void addRequests() {
    requests = true;
  }

  /** Whether that class shows where requests begin or end. */
  static boolean isOfRequests(String className) {
    return className.endsWith(".servlet.http.HttpServlet")
        || className.endsWith(".sdk.trace.SdkSpan");
  }

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
    return internalName.endsWith("/CloseableHttpClient") || internalName.equals(JETTY_REQUEST);
  }

  /**
   * Whether that class is loaded when a client is built whose classes that are woven are loaded
   * only with its first call.
   */
  static boolean isOfBuilder(String internalName) {
    switch (internalName) {
      case "okhttp3/OkHttpClient":
      case "org/apache/http/impl/nio/client/HttpAsyncClientBuilder":
      case "org/eclipse/jetty/client/HttpClient":
      case "reactor/netty/http/client/HttpClient":
        return true;
      default:
        return false;
    }
  }

  /** The instrumentation of that class, or null if it is not woven. */
  static @Nullable ClientInstrumentation of(String internalName) {
    switch (internalName) {
      case "jdk/internal/net/http/HttpClientFacade":
      case "jdk/internal/net/http/MultiExchange":
      case "jdk/internal/net/http/Exchange":
      case "jdk/internal/net/http/ExchangeImpl":
      case "jdk/internal/net/http/Response":
      case "jdk/internal/net/http/Http1Exchange":
      case "jdk/internal/net/http/Http1Exchange$Http1ResponseBodySubscriber":
      case "jdk/internal/net/http/Http1Request":
      case "jdk/internal/net/http/Http1Request$FixedContentSubscriber":
      case "jdk/internal/net/http/Http1Request$StreamSubscriber":
      case "jdk/internal/net/http/Http1Response$Http1BodySubscriber":
      case "jdk/internal/net/http/Http1AsyncReceiver$Http1AsyncDelegateSubscription":
      case "jdk/internal/net/http/Stream":
      case "jdk/internal/net/http/Stream$RequestSubscriber":
      case "jdk/internal/net/http/common/HttpBodySubscriberWrapper":
        return new JdkHttpInstrumentation();
      case "sun/net/www/protocol/http/HttpURLConnection":
      case "sun/net/www/protocol/https/AbstractDelegateHttpsURLConnection":
      case "sun/net/www/protocol/http/HttpURLConnection$StreamingOutputStream":
      case "sun/net/www/protocol/http/HttpURLConnection$HttpInputStream":
        return new HttpUrlConnectionInstrumentation();
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
      case "org/apache/http/impl/nio/client/AbstractClientExchangeHandler":
      case "org/apache/http/impl/nio/NHttpConnectionBase":
      case "org/apache/http/impl/nio/DefaultNHttpClientConnection":
      case "org/apache/http/impl/nio/codecs/LengthDelimitedEncoder":
      case "org/apache/http/impl/nio/codecs/ChunkEncoder":
      case "org/apache/http/impl/nio/codecs/IdentityEncoder":
      case "org/apache/http/impl/nio/codecs/LengthDelimitedDecoder":
      case "org/apache/http/impl/nio/codecs/ChunkDecoder":
      case "org/apache/http/impl/nio/codecs/IdentityDecoder":
        return new Apache4AsyncInstrumentation();
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
      case "reactor/netty/http/client/HttpClientConnect$HttpClientHandler":
      case "reactor/netty/http/client/HttpClientConnect$HttpObserver":
      case "reactor/netty/http/client/HttpClientOperations":
      case "reactor/netty/http/client/Http2StreamBridgeClientHandler":
        return new ReactorNettyInstrumentation();
      case "io/netty/handler/codec/http/HttpClientCodec$Encoder":
        return new Netty4Instrumentation();
      case "org/apache/hc/client5/http/impl/async/InternalAbstractHttpAsyncClient":
      case "org/apache/hc/client5/http/impl/async/InternalAbstractHttpAsyncClient$1":
      case "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient":
      case "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient$4":
      case "org/apache/hc/client5/http/impl/async/MinimalH2AsyncClient":
      case "org/apache/hc/client5/http/impl/async/MinimalH2AsyncClient$3":
      case "org/apache/hc/client5/http/impl/cache/AsyncCachingExec":
      case "org/apache/hc/client5/http/impl/async/HttpAsyncMainClientExec$1":
      case "org/apache/hc/client5/http/impl/async/H2AsyncMainClientExec$1":
      case "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler":
      case "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler$1":
      case "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler":
      case "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler$1":
        return new Apache5AsyncInstrumentation();
      case "software/amazon/awssdk/http/nio/netty/NettyNioAsyncHttpClient":
      case "software/amazon/awssdk/http/crt/AwsCrtAsyncHttpClient":
      case "software/amazon/awssdk/http/crt/AwsCrtHttpClient":
      case "software/amazon/awssdk/http/crt/AwsCrtHttpClient$CrtHttpRequest":
      case "software/amazon/awssdk/http/crt/internal/request/CrtRequestInputStreamAdapter":
      case "software/amazon/awssdk/http/async/AbortableInputStreamSubscriber":
        return new AwsSdk2Instrumentation();
      case "io/vertx/core/http/impl/HttpClientImpl":
      case "io/vertx/core/http/impl/HttpClientRequestBase":
      case "io/vertx/core/http/impl/HttpClientRequestImpl":
      case "io/vertx/core/http/impl/HttpClientResponseImpl":
        return new Vertx4Instrumentation();
      case JETTY_REQUEST:
      case "org/eclipse/jetty/client/transport/HttpDestination":
      case "org/eclipse/jetty/client/transport/HttpExchange":
      case "org/eclipse/jetty/client/transport/HttpSender":
      case "org/eclipse/jetty/client/transport/internal/HttpSenderOverHTTP":
      case "org/eclipse/jetty/http2/client/transport/internal/HttpSenderOverHTTP2":
      case "org/eclipse/jetty/client/transport/HttpConversation":
      case "org/eclipse/jetty/client/transport/ResponseListeners":
      case "org/eclipse/jetty/client/transport/HttpReceiver$ContentSource":
      case "org/eclipse/jetty/client/transport/HttpReceiver$DecodingContentSource":
      case "org/eclipse/jetty/client/transport/HttpReceiver$DecodedContentSource":
        return new JettyInstrumentation();
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
      case "javax/servlet/http/HttpServlet":
      case "jakarta/servlet/http/HttpServlet":
        return requests ? new ServletInstrumentation() : null;
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
      case "opentelemetry/sdk/trace/SdkSpan":
        return requests ? new SpanInstrumentation() : null;
      case "opentelemetry/api/GlobalOpenTelemetry":
        return new GlobalOpenTelemetryMeeting();
      default:
        return null;
    }
  }
}
