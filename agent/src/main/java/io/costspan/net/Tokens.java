package io.costspan.net;

import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.files.UserFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens that the user gave, each for one server. No other server ever gets one, and
 * none is sent in plain text to another machine.
 */
public final class Tokens {
  public static final Tokens NONE = new Tokens(Map.of());

  private static final String FILE = "@";

  /** How long to wait for a file. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final Map<String, String> byServer;

  private Tokens(Map<String, String> byServer) {
    this.byServer = byServer;
  }

  /**
   * A token as the user gave it.
   *
   * @param server null if the user did not say for which one
   * @param text the token itself, or {@code @} and the file that contains it
   */
  public record Given(@Nullable URI server, String text) {
    /** Reads {@code TOKEN}, {@code @FILE}, or {@code https://HOST=} followed by one of them. */
    public static Given of(String entry) {
      int split = entry.matches("(?i)https?://.*") ? entry.indexOf('=') : -1;
      return split < 0
          ? new Given(null, entry)
          : new Given(url(entry.substring(0, split)), entry.substring(split + 1));
    }

    private static URI url(String text) {
      try {
        URI url = new URI(text);
        if (url.getHost() != null && (Location.isHttps(url) || Location.isLoopback(url))) {
          return url;
        }
      } catch (URISyntaxException e) {
        // The message below says what is valid.
      }
      throw new IllegalArgumentException("use TOKEN, @FILE or https://HOST=TOKEN");
    }

    @Override
    public String toString() {
      return "token of " + server;
    }
  }

  /**
   * Assigns tokens to servers.
   *
   * @param urls a token without a server is for theirs, if all are on the same one
   * @throws IllegalArgumentException if it is not clear for which server a token is
   */
  public static Tokens of(List<Given> given, List<URI> urls) {
    Map<String, String> tokens = new HashMap<>();
    for (Given token : given) {
      URI server = token.server();
      tokens.put(server == null ? only(urls) : Location.server(server), token.text());
    }
    return new Tokens(tokens);
  }

  private static String only(List<URI> urls) {
    List<String> servers = urls.stream().map(Location::server).distinct().toList();
    if (servers.size() != 1) {
      throw new IllegalArgumentException(
          "it is not clear for which host the token is; write https://HOST=TOKEN");
    }
    return servers.get(0);
  }

  /** The token for that URL, null if there is none; a file is read each time, as it may change. */
  @Nullable String of(URI url) throws IOException {
    String text =
        Location.isHttps(url) || Location.isLoopback(url)
            ? byServer.get(Location.server(url))
            : null;
    return text == null ? null : text("prices.token", text);
  }

  /**
   * The token that an option gives.
   *
   * @param given the token itself, or {@code @} and the file that contains it
   * @throws IOException with a message that names the option
   */
  public static String text(String option, String given) throws IOException {
    String token = given.startsWith(FILE) ? read(option, given.substring(FILE.length())) : given;
    // A header may contain nothing else; the exception of the JDK would show the token.
    if (!token.matches("[!-~]+")) {
      throw new BadReply(option + ": a token consists of visible ASCII characters");
    }
    return token;
  }

  private static String read(String option, String file) throws IOException {
    try {
      byte[] content =
          UserFile.read(Path.of(file), UserFile.SMALL_LIMIT, Deadline.in(PATIENCE_MILLIS));
      return new String(content, StandardCharsets.UTF_8).strip();
    } catch (IOException | InvalidPathException e) {
      throw new BadReply(option + ": the file " + file + " cannot be read");
    }
  }
}
