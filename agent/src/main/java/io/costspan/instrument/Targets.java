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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that are woven, by internal name. Asked about every class that any class loader
 * defines, so it is a table, which takes less than a switch over all names: that has so much code
 * that the JVM compiles it for longer than it runs. An instrumentation is loaded only with its
 * client.
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

  private static final String BUILDER = "builder";
  private static final String JDK = "jdk";
  private static final String OWN_TLS = "own tls";
  private static final String JETTY_REQUEST = "org/eclipse/jetty/client/transport/HttpRequest";

  // Concatenated at run time, because packing relocates names that begin like the library's.
  private static final String LIBRARY = String.join("/", "io", "opentelemetry/");

  /** What is woven into each class, or why it is of interest. */
  private static final Map<String, String> KINDS = new HashMap<>(512);

  private static volatile boolean requests;

  static {
    add(
        "jdkhttp",
        "jdk/internal/net/http/HttpClientFacade",
        "jdk/internal/net/http/HttpClientImpl",
        "jdk/internal/net/http/MultiExchange",
        "jdk/internal/net/http/Exchange",
        "jdk/internal/net/http/ExchangeImpl",
        "jdk/internal/net/http/Response",
        "jdk/internal/net/http/Http1Exchange",
        "jdk/internal/net/http/Http1Exchange$Http1ResponseBodySubscriber",
        "jdk/internal/net/http/Http1Request",
        "jdk/internal/net/http/Http1Request$FixedContentSubscriber",
        "jdk/internal/net/http/Http1Request$StreamSubscriber",
        "jdk/internal/net/http/Http1Response$Http1BodySubscriber",
        "jdk/internal/net/http/Http1AsyncReceiver$Http1AsyncDelegateSubscription",
        "jdk/internal/net/http/Stream",
        "jdk/internal/net/http/Stream$RequestSubscriber",
        "jdk/internal/net/http/common/HttpBodySubscriberWrapper");
    add(
        "httpurlconnection",
        "sun/net/www/protocol/http/HttpURLConnection",
        "sun/net/www/protocol/https/AbstractDelegateHttpsURLConnection",
        "sun/net/www/protocol/http/HttpURLConnection$StreamingOutputStream",
        "sun/net/www/protocol/http/HttpURLConnection$HttpInputStream");
    add(
        "okhttp",
        "okhttp3/internal/http/RealInterceptorChain",
        "okhttp3/internal/http/CallServerInterceptor",
        "okhttp3/internal/connection/Exchange",
        "okhttp3/internal/connection/Exchange$RequestBodySink",
        "okhttp3/internal/connection/Exchange$ResponseBodySource",
        "okhttp3/internal/connection/RealCall",
        "okhttp3/RealCall");
    add(
        "apache4",
        "org/apache/http/impl/client/CloseableHttpClient",
        "org/apache/http/impl/client/InternalHttpClient",
        "org/apache/http/impl/client/MinimalHttpClient",
        "org/apache/http/impl/client/AbstractHttpClient",
        "org/apache/http/impl/BHttpConnectionBase",
        "org/apache/http/impl/DefaultBHttpClientConnection",
        "org/apache/http/impl/AbstractHttpClientConnection",
        "org/apache/http/impl/SocketHttpClientConnection",
        "org/apache/http/impl/entity/EntitySerializer",
        "org/apache/http/impl/entity/EntityDeserializer",
        "org/apache/http/impl/io/ContentLengthInputStream",
        "org/apache/http/impl/io/ChunkedInputStream",
        "org/apache/http/impl/io/IdentityInputStream",
        "org/apache/http/impl/io/ContentLengthOutputStream",
        "org/apache/http/impl/io/ChunkedOutputStream",
        "org/apache/http/impl/io/IdentityOutputStream");
    add(
        "apache4async",
        "org/apache/http/impl/nio/client/AbstractClientExchangeHandler",
        "org/apache/http/impl/nio/NHttpConnectionBase",
        "org/apache/http/impl/nio/DefaultNHttpClientConnection",
        "org/apache/http/impl/nio/codecs/LengthDelimitedEncoder",
        "org/apache/http/impl/nio/codecs/ChunkEncoder",
        "org/apache/http/impl/nio/codecs/IdentityEncoder",
        "org/apache/http/impl/nio/codecs/LengthDelimitedDecoder",
        "org/apache/http/impl/nio/codecs/ChunkDecoder",
        "org/apache/http/impl/nio/codecs/IdentityDecoder");
    add(
        "apache5",
        "org/apache/hc/client5/http/impl/classic/CloseableHttpClient",
        "org/apache/hc/client5/http/impl/classic/InternalHttpClient",
        "org/apache/hc/client5/http/impl/classic/MinimalHttpClient",
        "org/apache/hc/core5/http/impl/io/BHttpConnectionBase",
        "org/apache/hc/core5/http/impl/io/DefaultBHttpClientConnection",
        "org/apache/hc/core5/http/impl/io/ContentLengthInputStream",
        "org/apache/hc/core5/http/impl/io/ChunkedInputStream",
        "org/apache/hc/core5/http/impl/io/IdentityInputStream",
        "org/apache/hc/core5/http/impl/io/ContentLengthOutputStream",
        "org/apache/hc/core5/http/impl/io/ChunkedOutputStream",
        "org/apache/hc/core5/http/impl/io/IdentityOutputStream");
    add(
        "reactornetty1",
        "reactor/netty/http/client/HttpClientConnect$HttpClientHandler",
        "reactor/netty/http/client/HttpClientConnect$HttpObserver",
        "reactor/netty/http/client/HttpClientOperations",
        "reactor/netty/http/client/Http2StreamBridgeClientHandler");
    add("netty4", "io/netty/handler/codec/http/HttpClientCodec$Encoder");
    add(
        "apache5async",
        "org/apache/hc/client5/http/impl/async/InternalAbstractHttpAsyncClient",
        "org/apache/hc/client5/http/impl/async/InternalAbstractHttpAsyncClient$1",
        "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient",
        "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient$4",
        "org/apache/hc/client5/http/impl/async/MinimalH2AsyncClient",
        "org/apache/hc/client5/http/impl/async/MinimalH2AsyncClient$3",
        "org/apache/hc/client5/http/impl/cache/AsyncCachingExec",
        "org/apache/hc/client5/http/impl/async/HttpAsyncMainClientExec$1",
        "org/apache/hc/client5/http/impl/async/H2AsyncMainClientExec$1",
        "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler",
        "org/apache/hc/core5/http/impl/nio/ClientHttp1StreamHandler$1",
        "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler",
        "org/apache/hc/core5/http2/impl/nio/ClientH2StreamHandler$1");
    add(
        "awssdk2",
        "software/amazon/awssdk/http/nio/netty/NettyNioAsyncHttpClient",
        "software/amazon/awssdk/http/crt/AwsCrtAsyncHttpClient",
        "software/amazon/awssdk/http/crt/AwsCrtHttpClient",
        "software/amazon/awssdk/http/crt/AwsCrtHttpClient$CrtHttpRequest",
        "software/amazon/awssdk/http/crt/internal/request/CrtRequestInputStreamAdapter",
        "software/amazon/awssdk/http/async/AbortableInputStreamSubscriber");
    add(
        "vertx4",
        "io/vertx/core/http/impl/HttpClientImpl",
        "io/vertx/core/http/impl/HttpClientRequestBase",
        "io/vertx/core/http/impl/HttpClientRequestImpl",
        "io/vertx/core/http/impl/HttpClientResponseImpl");
    add(
        "jetty12",
        JETTY_REQUEST,
        "org/eclipse/jetty/client/transport/HttpDestination",
        "org/eclipse/jetty/client/transport/HttpExchange",
        "org/eclipse/jetty/client/transport/HttpSender",
        "org/eclipse/jetty/client/transport/internal/HttpSenderOverHTTP",
        "org/eclipse/jetty/http2/client/transport/internal/HttpSenderOverHTTP2",
        "org/eclipse/jetty/client/transport/HttpConversation",
        "org/eclipse/jetty/client/transport/ResponseListeners",
        "org/eclipse/jetty/client/transport/HttpReceiver$ContentSource",
        "org/eclipse/jetty/client/transport/HttpReceiver$DecodingContentSource",
        "org/eclipse/jetty/client/transport/HttpReceiver$DecodedContentSource");
    add("metrics", "io/micrometer/core/instrument/Metrics");
    add(
        "token meters",
        "org/springframework/ai/chat/observation/ChatModelMeterObservationHandler",
        "org/springframework/ai/embedding/observation/EmbeddingModelMeterObservationHandler",
        "dev/langchain4j/micrometer/metrics/listeners/MicrometerMetricsChatModelListener",
        "dev/langchain4j/observation/listener/ObservationChatModelListener",
        "dev/langchain4j/observation/listeners/ObservationChatModelListener",
        "io/quarkiverse/langchain4j/runtime/listeners/MetricsChatModelListener");
    add("tracing", "io/micrometer/tracing/handler/TracingObservationHandler");
    add("servlet", "javax/servlet/http/HttpServlet", "jakarta/servlet/http/HttpServlet");
    add(
        "opentelemetry",
        LIBRARY.concat("sdk/OpenTelemetrySdk"),
        LIBRARY.concat("sdk/trace/SdkTracerProvider"),
        LIBRARY.concat("sdk/metrics/SdkMeterProvider"));
    add("span", LIBRARY.concat("sdk/trace/SdkSpan"));
    add("global", LIBRARY.concat("api/GlobalOpenTelemetry"));
    add(
        BUILDER,
        "okhttp3/OkHttpClient",
        "org/apache/http/impl/nio/client/HttpAsyncClientBuilder",
        "org/eclipse/jetty/client/HttpClient",
        "reactor/netty/http/client/HttpClient");
    add(JDK, TLS_ENGINE, TLS_NAME, BEAN_SERVER, LAUNCHER);
    add(OWN_TLS, TLS_OF_KTOR, TLS_OF_AWS);
  }

  private Targets() {}

  private static void add(String kind, String... internalNames) {
    for (String name : internalNames) {
      KINDS.put(name, kind);
    }
  }

  /** Whether anything is to be done about that class. */
  static boolean has(String internalName) {
    return KINDS.containsKey(internalName);
  }

  /** The names of all of them. */
  static Set<String> names() {
    return KINDS.keySet();
  }

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
    return JDK.equals(KINDS.get(internalName));
  }

  /** Whether that class of a library that brings its own TLS is told to which host it is spoken. */
  static boolean isOfOwnTls(String internalName) {
    return OWN_TLS.equals(KINDS.get(internalName));
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
    return BUILDER.equals(KINDS.get(internalName));
  }

  /** The instrumentation of that class, or null if it is not woven. */
  static @Nullable ClientInstrumentation of(String internalName) {
    String kind = KINDS.get(internalName);
    return kind == null ? null : instrumentation(kind);
  }

  private static @Nullable ClientInstrumentation instrumentation(String kind) {
    return switch (kind) {
      case "jdkhttp" -> new JdkHttpInstrumentation();
      case "httpurlconnection" -> new HttpUrlConnectionInstrumentation();
      case "okhttp" -> new OkHttpInstrumentation();
      case "apache4" -> new Apache4Instrumentation();
      case "apache4async" -> new Apache4AsyncInstrumentation();
      case "apache5" -> new Apache5Instrumentation();
      case "reactornetty1" -> new ReactorNettyInstrumentation();
      case "netty4" -> new Netty4Instrumentation();
      case "apache5async" -> new Apache5AsyncInstrumentation();
      case "awssdk2" -> new AwsSdk2Instrumentation();
      case "vertx4" -> new Vertx4Instrumentation();
      case "jetty12" -> new JettyInstrumentation();
      case "metrics" -> new MetricsMeeting();
      case "token meters" -> new TokenMeterMeeting();
      case "tracing" -> new TracingMeeting();
      case "servlet" -> requests ? new ServletInstrumentation() : null;
      case "opentelemetry" -> new OpenTelemetryInstrumentation();
      case "span" -> requests ? new SpanInstrumentation() : null;
      case "global" -> new GlobalOpenTelemetryMeeting();
      default -> null;
    };
  }
}
