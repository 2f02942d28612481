package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Cache;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;

/** OkHttp 4 and 5. */
final class OkHttp implements Client {
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
    OkHttpClient patient =
        client.newBuilder().readTimeout(Duration.ofMillis(ask.timeoutMillis())).build();
    return new OkHttpCall(patient.newCall(request(ask)));
  }

  private static Request request(Ask ask) {
    Request.Builder request = new Request.Builder().url(ask.url());
    ask.headers().forEach(request::header);
    return request.method(ask.method(), body(ask.content())).build();
  }

  private static RequestBody body(Content content) {
    if (content == Content.NONE) {
      return null;
    }
    MediaType type = MediaType.get(content.type());
    return content.streams()
        ? new OnceBody(type, content.bytes())
        : RequestBody.create(content.bytes(), type);
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
    return Map.of(
        "own-objects", this::showWhoseObjects,
        "enqueue", this::enqueue,
        "peek", this::peek,
        "trailers", this::readTrailers,
        "clone", this::callAgain,
        "cache", this::askTwice);
  }

  private Request ask(String name) {
    return new Request.Builder()
        .url(server.url() + Cases.PATH)
        .header("X-Case", name)
        .post(RequestBody.create("{\"model\":\"gpt-4o-mini\"}", MediaType.get("application/json")))
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
      Request request = ask("cache").newBuilder().get().build();
      for (int time = 0; time < 2; time++) {
        try (Response response = caching.newCall(request).execute()) {
          line(response.body().string() + " from network: " + (response.networkResponse() != null));
        }
      }
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
}
