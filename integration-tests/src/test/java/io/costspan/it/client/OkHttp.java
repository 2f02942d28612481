package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.Scratch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okhttp3.Cache;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSource;

/** OkHttp 3.14, 4 and 5. */
final class OkHttp implements Client {
  static final String BLOCKED_BODIES = "blocked-bodies";

  private final List<RequestBody> intercepted = new ArrayList<>();
  private final Server server;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .addInterceptor(this::note)
          .addNetworkInterceptor(this::note)
          .authenticator(OkHttp::login)
          .build();

  OkHttp(Server server) {
    this.server = server;
  }

  @Override
  public Call prepare(Ask ask) {
    OkHttpClient.Builder patient = client.newBuilder();
    Duration limit = Duration.ofMillis(ask.timeoutMillis());
    switch (ask.limit()) {
      case ANSWER, BODY -> patient.readTimeout(limit);
      case CONNECT -> patient.connectTimeout(limit);
      case CALL -> patient.callTimeout(limit);
    }
    return new OkHttpCall(patient.build().newCall(request(ask)));
  }

  @Override
  public Set<Limit> limits() {
    return EnumSet.complementOf(EnumSet.of(Limit.ANSWER));
  }

  @Override
  public boolean cancelsBeforeSending() {
    return true;
  }

  @Override
  public boolean cancelsWhileSending() {
    return true;
  }

  @Override
  public boolean freesConnectionsAtOnce() {
    return true;
  }

  private static Request request(Ask ask) {
    Request.Builder request = new Request.Builder().url(ask.url());
    ask.headers().forEach(request::header);
    return request.method(ask.method(), body(ask.content())).build();
  }

  @SuppressWarnings("deprecation") // version 3 has no other
  private static RequestBody body(Content content) {
    if (content == Content.NONE) {
      return null;
    }
    MediaType type = MediaType.get(content.type());
    return content.streams()
        ? new OnceBody(type, content.bytes())
        : RequestBody.create(type, content.bytes());
  }

  private Response note(Interceptor.Chain chain) throws IOException {
    intercepted.add(chain.request().body());
    return chain.proceed(chain.request());
  }

  private static Request login(okhttp3.Route route, Response response) {
    return response.request().header("Authorization") != null
        ? null
        : response
            .request()
            .newBuilder()
            .header("Authorization", Credentials.basic(Clients.USER, Clients.PASSWORD))
            .build();
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public Map<String, Case> ownCases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("own-objects", this::showWhoseObjects);
    cases.put("enqueue", this::enqueue);
    cases.put("duplex", this::talkBothWays);
    cases.put("peek", this::peek);
    cases.put("trailers", this::readTrailers);
    cases.put("clone", this::callAgain);
    cases.put("cache", this::askTwice);
    cases.put("shown", this::showWhatListenersSee);
    cases.put("own-body", this::castTheBody);
    cases.put("revalidate", this::revalidate);
    cases.put("unavailable", this::retry);
    if (OkHttp.class.getResource("/okhttp3/brotli/BrotliInterceptor.class") != null) {
      cases.put("brotli", () -> decompress("brotli", instance("okhttp3.brotli.BrotliInterceptor")));
    }
    if (OkHttp.class.getResource("/okhttp3/CompressionInterceptor.class") != null) {
      cases.put("zstd", () -> decompress("zstd", zstandard()));
    }
    return cases;
  }

  @Override
  public Map<String, Case> blockedCases() {
    return Map.of(
        "blocked-enqueue",
        this::enqueueWhatIsBlocked,
        "blocked-written",
        this::writeWhenSpent,
        BLOCKED_BODIES,
        this::sendOwnBodies);
  }

  /** While a model is spent, the body of a call is looked at before it is sent. */
  private void writeWhenSpent() throws IOException {
    RepeatableBody body = new RepeatableBody(BlockedModelCases.OTHER_MODEL);
    call(body);
    if (body.written != 1) {
      throw new IllegalStateException("written " + body.written + " times");
    }
  }

  /** Of a model that is spent and of one that is not, in bodies that can be written once. */
  private void sendOwnBodies() throws Exception {
    OkHttpClient.Builder direct = client.newBuilder();
    direct.networkInterceptors().clear();
    for (String model : List.of("gpt-4o-mini", BlockedModelCases.OTHER_MODEL)) {
      for (boolean isLengthKnown : new boolean[] {true, false}) {
        for (boolean waits : new boolean[] {true, false}) {
          StreamBody body = new StreamBody(model, isLengthKnown);
          Request request = ask(BLOCKED_BODIES).newBuilder().post(body).build();
          okhttp3.Call call = direct.build().newCall(request);
          line(model + ": " + (waits ? executed(call) : enqueued(call)));
        }
      }
    }
    StreamBody broken = new StreamBody(BlockedModelCases.OTHER_MODEL, true);
    broken.failure = new IOException("of the body");
    try {
      direct.build().newCall(ask(BLOCKED_BODIES).newBuilder().post(broken).build()).execute();
    } catch (IOException failure) {
      line("its own failure: " + (failure == broken.failure));
    }
  }

  private static String executed(okhttp3.Call call) {
    try (Response response = call.execute()) {
      return "status " + response.code();
    } catch (IOException failure) {
      return "failed with " + failure.getClass();
    }
  }

  private static String enqueued(okhttp3.Call call) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(okhttp3.Call call, IOException failure) {
            told.complete("failed with " + failure.getClass());
          }

          @Override
          public void onResponse(okhttp3.Call call, Response response) {
            response.close();
            told.complete("status " + response.code());
          }
        });
    return told.get();
  }

  private void call(RequestBody body) throws IOException {
    Request request = ask("own").newBuilder().post(body).build();
    try (Response response = client.newCall(request).execute()) {
      line(response.body().string());
    }
  }

  /** Until the dispatcher has let go of the call. */
  private void enqueueWhatIsBlocked() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    OkHttpClient listened = client.newBuilder().eventListener(new Failing()).build();
    CompletableFuture<Void> idle = new CompletableFuture<>();
    listened.dispatcher().setIdleCallback(() -> idle.complete(null));
    listened
        .newCall(
            request(
                Ask.of(
                    "POST", "blocked", server.spentUrl() + Cases.PATH, Cases.json(Cases.QUESTION))))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(okhttp3.Call call, IOException failure) {
                told.complete("failed with " + failure.getClass());
              }

              @Override
              public void onResponse(okhttp3.Call call, Response response) {
                told.complete("got a response");
              }
            });
    line(told.get());
    idle.get();
    listened.dispatcher().setIdleCallback(null);
  }

  /** An interceptor of OkHttp 5.2 with an algorithm of the application. */
  private static Object zstandard() throws ReflectiveOperationException {
    Class<?> algorithm = Class.forName("okhttp3.CompressionInterceptor$DecompressionAlgorithm");
    Object algorithms = Array.newInstance(algorithm, 1);
    Array.set(
        algorithms,
        0,
        Proxy.newProxyInstance(
            OkHttp.class.getClassLoader(),
            new Class<?>[] {algorithm},
            (proxy, method, arguments) ->
                arguments == null ? "zstd" : new StoredSource((BufferedSource) arguments[0])));
    return Class.forName("okhttp3.CompressionInterceptor")
        .getConstructor(algorithms.getClass())
        .newInstance(algorithms);
  }

  private static Object instance(String kotlinObject) throws ReflectiveOperationException {
    return Class.forName(kotlinObject).getField("INSTANCE").get(null);
  }

  private void decompress(String name, Object interceptor) throws IOException {
    OkHttpClient decompressing =
        client.newBuilder().addInterceptor((Interceptor) interceptor).build();
    try (Response response = decompressing.newCall(ask(name)).execute()) {
      line(response.header("Content-Encoding") + " " + response.body().string().length());
    }
  }

  private Request ask(String name) {
    return new Request.Builder()
        .url(server.url() + Cases.PATH)
        .header("X-Case", name)
        .post(body(Cases.json("{\"model\":\"gpt-4o-mini\"}")))
        .build();
  }

  private void showWhoseObjects() throws IOException {
    Request request = ask("own");
    intercepted.clear();
    okhttp3.Call call = client.newCall(request);
    try (Response response = call.execute()) {
      line("the call's request: " + (call.request() == request));
      line("the response's request: " + (response.request() == request));
      line("its tag: " + response.request().tag());
      line(
          "bodies seen by interceptors: "
              + intercepted.stream().allMatch(b -> b == request.body()));
      line("interceptors: " + client.interceptors().size() + client.networkInterceptors().size());
      line("of a copy: " + client.newBuilder().interceptors().size());
      line(response.body().string());
    }
    RepeatableBody body = new RepeatableBody("gpt-4o-mini");
    call(body);
    line("written: " + body.written);
  }

  private void enqueue() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    client
        .newCall(ask("own"))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(okhttp3.Call call, IOException failure) {
                done.completeExceptionally(failure);
              }

              @Override
              public void onResponse(okhttp3.Call call, Response response) throws IOException {
                done.complete(Thread.currentThread().getName() + response.body().string());
              }
            });
    line(done.get());
  }

  private void talkBothWays() throws IOException {
    DuplexBody body = new DuplexBody();
    Request request =
        new Request.Builder()
            .url(server.duplexUrl() + Cases.PATH)
            .header("X-Case", "duplex")
            .post(body)
            .build();
    try (Response response = client.newCall(request).execute()) {
      BufferedSource events = response.body().source();
      line(response.protocol() + " " + events.readUtf8Line());
      body.end();
      line(events.readUtf8());
    }
  }

  private void peek() throws IOException {
    try (Response response = client.newCall(ask("own")).execute()) {
      line(response.peekBody(20).string());
      BufferedSource source = response.body().source();
      line(source.peek().readUtf8Line());
      line(source.readUtf8());
      line(source.exhausted());
    }
  }

  private void readTrailers() throws IOException {
    try (Response response = client.newCall(ask("chunked")).execute()) {
      line(response.body().string());
      line(response.trailers());
    }
  }

  private void callAgain() throws IOException {
    okhttp3.Call call = client.newCall(ask("own"));
    for (okhttp3.Call each : List.of(call, call.clone())) {
      line(each.execute().body().string());
    }
    line(call.isExecuted() + " " + call.isCanceled());
    call.execute();
  }

  private void askTwice() throws IOException {
    try (Cache cache = new Cache(Scratch.folder("cache").toFile(), 1_000_000)) {
      OkHttpClient caching = client.newBuilder().cache(cache).build();
      Request request = ask("cache").newBuilder().url(server.searchUrl()).get().build();
      for (int time = 0; time < 2; time++) {
        try (Response response = caching.newCall(request).execute()) {
          line(response.body().string() + " from network: " + (response.networkResponse() != null));
        }
      }
    }
  }

  /** Everything that an application is shown on the way of a call, which logs in first. */
  private void showWhatListenersSee() throws IOException {
    Request request = ask("login");
    OkHttpClient listened =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain -> {
                  line("sent: " + chain.request() + " " + chain.request().getClass());
                  Response response = chain.proceed(chain.request());
                  line("its body: " + response.body().getClass());
                  return response;
                })
            .authenticator(
                (route, response) -> {
                  line("refused: " + response.request() + (response.request() == request));
                  return login(route, response);
                })
            .eventListener(new Told())
            .build();
    try (Response response = listened.newCall(request).execute()) {
      line("network: " + response.networkResponse().request());
      line("prior: " + response.priorResponse().request());
      line("prior is the call's: " + (response.priorResponse().request() == request));
      line("prior network: " + response.priorResponse().networkResponse().request());
      line(response.body().getClass() + " " + response.body().source().getClass());
      line("buffered: " + response.body().source().getBuffer().size());
      line("available: " + response.body().byteStream().available());
      line("requested: " + response.body().source().request(1));
      line("buffered: " + response.body().source().getBuffer().size());
      line("available: " + response.body().byteStream().available());
      line(response.body().string());
    }
  }

  private static final class Told extends EventListener {
    @Override
    public void requestHeadersEnd(okhttp3.Call call, Request request) {
      line("told of " + request);
    }

    @Override
    public void requestBodyEnd(okhttp3.Call call, long byteCount) {
      line("told of " + byteCount + " bytes sent");
    }

    @Override
    public void responseHeadersEnd(okhttp3.Call call, Response response) {
      line("told of " + response + response.request());
    }

    @Override
    public void responseBodyEnd(okhttp3.Call call, long byteCount) {
      line("told of " + byteCount + " bytes received");
    }
  }

  /** Tells what becomes of a call that is not sent. */
  private static final class Failing extends EventListener {
    @Override
    public void connectStart(
        okhttp3.Call call, java.net.InetSocketAddress address, java.net.Proxy proxy) {
      line("told of a connection");
    }

    @Override
    public void requestHeadersStart(okhttp3.Call call) {
      line("told of a request");
    }

    @Override
    public void callFailed(okhttp3.Call call, IOException failure) {
      line("told of a failure: " + failure.getClass());
    }
  }

  private void castTheBody() throws IOException {
    OkHttpClient counting =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  return response.newBuilder().body(new OwnBody(response.body())).build();
                })
            .build();
    try (Response response = counting.newCall(ask("own")).execute()) {
      OwnBody body = (OwnBody) response.body();
      line(body.string() + body.asked);
    }
  }

  private void revalidate() throws IOException {
    try (Cache cache = new Cache(Scratch.folder("cache").toFile(), 1_000_000)) {
      OkHttpClient caching = client.newBuilder().cache(cache).build();
      Request request = ask("revalidate").newBuilder().url(server.searchUrl()).get().build();
      for (int time = 0; time < 2; time++) {
        try (Response response = caching.newCall(request).execute()) {
          line(response.body().string() + " from cache: " + (response.cacheResponse() != null));
        }
      }
    }
  }

  private void retry() throws IOException {
    try (Response response = client.newCall(ask("unavailable")).execute()) {
      line(response.priorResponse().code() + " " + response.body().string());
    }
  }

  /** Reads what {@link Stored#zstandard} writes. */
  private static final class StoredSource extends ForwardingSource {
    private final BufferedSource frame;
    private long left;
    private boolean begun;
    private boolean last;

    StoredSource(BufferedSource frame) {
      super(frame);
      this.frame = frame;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      if (!begun) {
        frame.skip(Stored.ZSTANDARD_HEAD_BYTES);
        begun = true;
      }
      if (left == 0 && last) {
        return -1;
      }
      if (left == 0) {
        int header = frame.readByte() & 0xFF | (frame.readShortLe() & 0xFFFF) << 8;
        last = (header & 1) == 1;
        left = header >>> 3;
      }
      long count = frame.read(sink, Math.min(byteCount, left));
      left -= count;
      return count;
    }
  }

  /** Of an application that says that it can be written again. */
  private static final class RepeatableBody extends RequestBody {
    private final byte[] bytes;
    private int written;

    RepeatableBody(String model) {
      bytes = ("{\"model\":\"" + model + "\"}").getBytes(UTF_8);
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return false;
    }

    @Override
    public void writeTo(okio.BufferedSink sink) throws IOException {
      written++;
      sink.write(bytes);
    }
  }

  /** Of an application that has put a stream around it, and has not thought of repetitions. */
  private static final class StreamBody extends RequestBody {
    private final InputStream stream;
    private final long length;
    private IOException failure;

    StreamBody(String model, boolean isLengthKnown) {
      byte[] bytes = ("{\"model\":\"" + model + "\"}").getBytes(UTF_8);
      stream = new ByteArrayInputStream(bytes);
      length = isLengthKnown ? bytes.length : -1;
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (failure != null) {
        throw failure;
      }
      sink.write(stream.readAllBytes());
    }
  }

  private static final class OwnBody extends ResponseBody {
    private final ResponseBody body;
    private int asked;

    OwnBody(ResponseBody body) {
      this.body = body;
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      asked++;
      return body.source();
    }
  }

  private record OkHttpCall(okhttp3.Call call) implements Call {
    @Override
    public Reply send() throws IOException {
      return new OkHttpReply(call.execute());
    }

    @Override
    public void cancel() {
      call.cancel();
    }
  }

  private record OkHttpReply(Response response) implements Reply {
    @Override
    public int status() {
      return response.code();
    }

    @Override
    public List<String> headers() {
      return response.headers().toString().lines().toList();
    }

    @Override
    public InputStream body() {
      return response.body().byteStream();
    }

    @Override
    public void close() {
      response.close();
    }
  }

  private static final class OnceBody extends RequestBody {
    private final MediaType type;
    private byte[] bytes;

    OnceBody(MediaType type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
      bytes = null;
    }
  }

  /** Of which the second half is written when the reply has begun. */
  private static final class DuplexBody extends RequestBody {
    private BufferedSink open;

    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public boolean isDuplex() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      open = sink;
      sink.writeUtf8("{\"model\":\"gpt-4o-mini\",\"stream\":true,").flush();
    }

    void end() throws IOException {
      open.writeUtf8("\"messages\":[]}").close();
    }
  }
}
