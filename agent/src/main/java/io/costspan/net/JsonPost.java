package io.costspan.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts a few bytes of JSON to a server that only says whether it took them. */
public final class JsonPost {
  private static final int FIRST_REFUSAL = 300;

  private JsonPost() {}

  /**
   * Posts and waits for the answer.
   *
   * @param url its user and password, if it has them, are sent as HTTP Basic wants them
   * @param limit for everything together
   * @throws IOException if the server did not take it; {@link Failures} has words for it
   */
  public static void send(URI url, byte[] json, Duration limit)
      throws IOException, TimeoutException {
    int status =
        new OwnCall<Integer>(
                "costspan-post",
                url,
                null,
                limit,
                (connection, answer) -> answer.complete(post(connection, url.getUserInfo(), json)))
            .await();
    if (status < 0 || status >= FIRST_REFUSAL) {
      throw new BadReply(status < 0 ? "the response is not HTTP" : "HTTP status " + status);
    }
  }

  private static int post(HttpURLConnection connection, @Nullable String user, byte[] json)
      throws IOException {
    try {
      if (connection instanceof TlsConnection secure) {
        secure.setSockets(Trust.of(Optional.empty()));
      }
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(json.length);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("User-Agent", "costspan");
      if (user != null) {
        String basic = Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        connection.setRequestProperty("Authorization", "Basic " + basic);
      }
      try (OutputStream out = connection.getOutputStream()) {
        out.write(json);
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
