package io.costspan.it.owner;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.http.util.EntityUtils;

/**
 * Calls from methods that might be mistaken for one another, all on one thread. The model of each
 * call is named after the method that makes it. Arguments: the URL of an AI call, and the same at a
 * host that is not known.
 */
public final class CallersApp {
  private final String url;
  private final String stranger;
  private final OkHttpClient okHttp = new OkHttpClient();
  private final HttpClient jdk = HttpClient.newHttpClient();

  private CallersApp(String url, String stranger) {
    this.url = url;
    this.stranger = stranger;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    CallersApp app = new CallersApp(arguments[0], arguments[1]);
    app.okHttp();
    app.okHttpLater();
    app.okHttpTwice();
    app.okHttpTwiceLater();
    app.okHttpAdvised();
    app.okHttpRouted();
    app.okHttpFailed();
    app.okHttpAfterFailure();
    app.jdk();
    app.jdkLater();
    app.apache4();
    app.apache5();
    System.exit(0);
  }

  private void okHttp() throws IOException {
    okHttp.newCall(request(url, "okHttp")).execute().close();
  }

  private void okHttpLater() {
    Answer answer = new Answer();
    okHttp.newCall(request(url, "okHttpLater")).enqueue(answer);
    answer.body.join();
  }

  /** Its interceptor sends each call twice. */
  private void okHttpTwice() throws IOException {
    with(CallersApp::sendTwice).newCall(request(url, "okHttpTwice")).execute().close();
  }

  private void okHttpTwiceLater() {
    Answer answer = new Answer();
    with(CallersApp::sendTwice).newCall(request(url, "okHttpTwiceLater")).enqueue(answer);
    answer.body.join();
  }

  private static Response sendTwice(Interceptor.Chain chain) throws IOException {
    chain.proceed(chain.request()).close();
    return chain.proceed(chain.request());
  }

  /** Its interceptor makes calls of its own, to the same host. */
  private void okHttpAdvised() throws IOException {
    with(this::advise).newCall(request(url, "okHttpAdvised")).execute().close();
  }

  private Response advise(Interceptor.Chain chain) throws IOException {
    okHttp.newCall(request(url, "advise")).execute().close();
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body("advise").getBytes(StandardCharsets.UTF_8));
    }
    connection.getInputStream().close();
    return chain.proceed(chain.request());
  }

  /** Whether it is an AI call is known to its interceptor only. */
  private void okHttpRouted() throws IOException {
    with(this::route).newCall(request(stranger, "route")).execute().close();
  }

  private Response route(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request().newBuilder().url(url).build());
  }

  /** Its interceptor sends nothing. */
  private void okHttpFailed() {
    try {
      with(CallersApp::fail).newCall(request(url, "none")).execute().close();
    } catch (IOException expected) {
      // No call was made.
    }
  }

  private static Response fail(Interceptor.Chain chain) throws IOException {
    throw new IOException("not today");
  }

  private void okHttpAfterFailure() throws IOException {
    okHttp.newCall(request(url, "okHttpAfterFailure")).execute().close();
  }

  private void jdk() throws Exception {
    jdk.send(jdkRequest("jdk"), BodyHandlers.ofString());
  }

  private void jdkLater() {
    jdk.sendAsync(jdkRequest("jdkLater"), BodyHandlers.ofString()).join();
  }

  private void apache4() throws IOException {
    try (org.apache.http.impl.client.CloseableHttpClient client =
        org.apache.http.impl.client.HttpClients.createDefault()) {
      org.apache.http.client.methods.HttpPost post =
          new org.apache.http.client.methods.HttpPost(url);
      post.setEntity(
          new org.apache.http.entity.StringEntity(
              body("apache4"), org.apache.http.entity.ContentType.APPLICATION_JSON));
      client.execute(post, response -> EntityUtils.toString(response.getEntity()));
    }
  }

  /** Makes the next two calls before this one returns. */
  private void apache5() throws IOException {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      client.execute(
          post("apache5"),
          response -> {
            response.close();
            apache5Within(client);
            okHttpWithin();
            return null;
          });
    }
  }

  private void okHttpWithin() throws IOException {
    okHttp.newCall(request(url, "okHttpWithin")).execute().close();
  }

  private void apache5Within(CloseableHttpClient client) throws IOException {
    HttpPost post = post("apache5Within");
    client.execute(HttpHost.create(URI.create(url)), post).close();
  }

  private HttpPost post(String model) {
    HttpPost post = new HttpPost(url);
    post.setEntity(
        new StringEntity(body(model), org.apache.hc.core5.http.ContentType.APPLICATION_JSON));
    return post;
  }

  private HttpRequest jdkRequest(String model) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body(model)))
        .build();
  }

  private static Request request(String url, String model) {
    return new Request.Builder()
        .url(url)
        .post(RequestBody.create(body(model), MediaType.get("application/json")))
        .build();
  }

  private static String body(String model) {
    return "{\"model\": \"" + model + "\", \"messages\": []}";
  }

  private OkHttpClient with(Interceptor interceptor) {
    return okHttp.newBuilder().addInterceptor(interceptor).build();
  }

  private static final class Answer implements Callback {
    private final CompletableFuture<String> body = new CompletableFuture<>();

    @Override
    public void onFailure(Call call, IOException failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      body.complete(response.body().string());
    }
  }
}
