package io.costspan.instrument.okhttp;

import io.costspan.exchange.AsideTap.Decoder;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.exchange.Links;
import io.costspan.provider.Endpoint;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One AI call between the application's interceptors and OkHttp's own. */
final class OkHttpCall {
  /** The calls under way, by OkHttp's own object for them. */
  private static final Links<OkHttpCall> UNDER_WAY = new Links<>();

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NOT_MODIFIED = 304;

  private static volatile String latestPath = "/";

  private final Exchange exchange;
  private final List<?> interceptors;

  /** Of the call's span, on the thread that makes the call. */
  @Nullable AutoCloseable scope;

  private Links.@Nullable Link<OkHttpHop> latestHop;

  private OkHttpCall(Exchange exchange, List<?> interceptors) {
    this.exchange = exchange;
    this.interceptors = interceptors;
  }

  /**
   * Opens a call; null unless the request is an AI call.
   *
   * @param of the call as OkHttp knows it
   * @param interceptors all of them, the application's and OkHttp's
   * @return the call, or the exception with which it fails
   */
  static @Nullable Object open(Request request, Object of, List<?> interceptors) {
    HttpUrl url = request.url();
    // The whole URL is at hand, while its path would be a copy.
    Endpoint endpoint = Gate.endpoint(url.scheme(), url.host(), url.port(), url.toString());
    if (endpoint == null || request.header("Sec-WebSocket-Key") != null) {
      return null;
    }
    Object admitted =
        Gate.admit(
            endpoint,
            new io.costspan.provider.Request(
                request.method(), path(url), url.encodedQuery(), request::header),
            MadeCalls.find(of),
            Gate.mayRefuse()
                ? new WrittenAhead(request.body(), of, interceptors)
                : HeldBody.UNSEEN);
    if (admitted instanceof IOException) {
      WrittenBody.forget(of);
    }
    if (!(admitted instanceof Exchange exchange)) {
      return admitted;
    }
    OkHttpCall call = new OkHttpCall(exchange, interceptors);
    UNDER_WAY.put(of, call);
    return call;
  }

  /** The path, which OkHttp would copy out of the whole URL, while most calls go to the same. */
  private static String path(HttpUrl url) {
    String latest = latestPath;
    String whole = url.toString();
    int from = whole.indexOf('/', url.scheme().length() + "://".length());
    int to = from + latest.length();
    if (whole.startsWith(latest, from) && (to == whole.length() || isEnd(whole.charAt(to)))) {
      return latest;
    }
    String path = url.encodedPath();
    latestPath = path;
    return path;
  }

  private static boolean isEnd(char behindPath) {
    return behindPath == '?' || behindPath == '#';
  }

  /** The AI call that OkHttp is carrying out, or null. */
  static @Nullable OkHttpCall of(Object call) {
    return UNDER_WAY.find(call);
  }

  /** See {@link Exchange#enter}. */
  void enter() {
    scope = exchange.enter();
  }

  /**
   * A request is sent to the server.
   *
   * @param on the exchange as OkHttp knows it
   */
  void hop(Object on) {
    exchange.hop();
    latestHop = OkHttpHop.begin(on, exchange);
  }

  /** What the application undoes that coding with, null if it does not. */
  @Nullable Decoder decoder(String coding) throws ReflectiveOperationException {
    return Decompressors.of(interceptors, coding);
  }

  /** The call is over, except for the reply's body. */
  void left(Object of) {
    UNDER_WAY.remove(of);
    WrittenBody.forget(of);
  }

  void failed(@Nullable Throwable cause) {
    if (latestHop != null) {
      latestHop.forget();
    }
    exchange.failed(cause);
  }

  void answered(Response response) {
    if (response.code() == SWITCHING_PROTOCOLS) {
      exchange.responseBody(SWITCHING_PROTOCOLS, response::header).end();
    } else if (isFromCache(response)) {
      exchange.servedFromCache();
      return;
    }
    exchange.answered();
  }

  private static boolean isFromCache(Response response) {
    Response network = response.networkResponse();
    return network == null || (response.cacheResponse() != null && network.code() == NOT_MODIFIED);
  }
}
