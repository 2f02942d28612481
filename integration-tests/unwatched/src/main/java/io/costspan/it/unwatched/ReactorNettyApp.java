package io.costspan.it.unwatched;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;

/** One call through Reactor Netty, as Spring's WebClient makes it. */
public final class ReactorNettyApp {
  private ReactorNettyApp() {}

  /** Host and port. */
  public static void main(String[] arguments) throws Exception {
    var tls =
        SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    String url = "https://" + arguments[0] + ":" + arguments[1] + "/v1/models";
    int status =
        HttpClient.create()
            .secure(spec -> spec.sslContext(tls))
            .get()
            .uri(url)
            .responseSingle((head, body) -> body.thenReturn(head.status().code()))
            .block(Duration.ofSeconds(30));
    Called.awaitEnd(status);
  }
}
