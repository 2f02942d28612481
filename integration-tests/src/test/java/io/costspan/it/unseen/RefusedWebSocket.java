package io.costspan.it.unseen;

import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** A WebSocket of OkHttp's that the stand-in refuses. */
final class RefusedWebSocket {
  private RefusedWebSocket() {}

  static void open(String host, int port) throws InterruptedException {
    CountDownLatch refused = new CountDownLatch(1);
    new OkHttpClient()
        .newWebSocket(
            new Request.Builder().url("https://" + host + ":" + port + "/v1/realtime").build(),
            new WebSocketListener() {
              @Override
              public void onFailure(WebSocket socket, Throwable cause, Response response) {
                refused.countDown();
              }
            });
    refused.await();
  }
}
