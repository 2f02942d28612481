package io.costspan.it.unwatched;

import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.request.HttpRequestKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpStatement;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;

/** One call through Ktor's CIO engine, whose TLS is written in Kotlin. */
public final class KtorApp {
  private KtorApp() {}

  /** Host and port. */
  public static void main(String[] arguments) throws Exception {
    HttpClient client =
        HttpClientKt.HttpClient(
            CIO.INSTANCE,
            config -> {
              config.engine(
                  engine -> {
                    engine.getHttps().setTrustManager(new TrustAll());
                    return Unit.INSTANCE;
                  });
              return Unit.INSTANCE;
            });
    HttpRequestBuilder request = new HttpRequestBuilder();
    HttpRequestKt.url(request, "https://" + arguments[0] + ":" + arguments[1] + "/v1/models");
    HttpResponse response =
        (HttpResponse)
            BuildersKt.runBlocking(
                EmptyCoroutineContext.INSTANCE,
                (scope, continuation) -> new HttpStatement(request, client).execute(continuation));
    Called.awaitEnd(response.getStatus());
    client.close();
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
