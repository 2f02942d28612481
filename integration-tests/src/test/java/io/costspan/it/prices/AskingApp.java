package io.costspan.it.prices;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks {@code gpt-4o} at once and for each line that is typed, and says how often it has asked;
 * after {@code often} all the time. Arguments: the base URL, and {@code lax} to trust any server by
 * default, as some applications do.
 */
final class AskingApp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long PAUSE_MILLIS = 100;
  private static final AtomicLong ASKED = new AtomicLong();
  private static final AtomicBoolean ENDED = new AtomicBoolean();

  private AskingApp() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 1) {
      trustAnybody();
    }
    ask(arguments[0]);
    Thread often = new Thread(() -> askOften(arguments[0]));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("often")) {
        often.start();
      } else if (line.equals("end")) {
        ENDED.set(true);
        often.join();
        return;
      } else {
        ask(arguments[0]);
      }
    }
  }

  private static void trustAnybody() throws GeneralSecurityException {
    SSLContext anybody = SSLContext.getInstance("TLS");
    anybody.init(null, new TrustManager[] {new Anybody()}, null);
    HttpsURLConnection.setDefaultSSLSocketFactory(anybody.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static void askOften(String url) {
    try {
      while (!ENDED.get()) {
        ask(url);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ask(String url) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
            .build();
    int status = CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    System.out.println("asked " + ASKED.incrementAndGet() + ": " + status);
  }
}
