package io.costspan.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something is that a user named: a file or directory, or a URL.
 *
 * @param path null for a URL
 * @param url null for a path; https, or http of this machine
 */
public record Location(@Nullable Path path, @Nullable URI url) {
  private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");

  /** User and password, be they written correctly or not, query and fragment. */
  private static final Pattern SECRETS =
      Pattern.compile("(?<=://)([^/?#,]*|(?![\\w.-]+(:\\d+)?([/?#,]|$))[^?#,]*)@|[?#][^,]*");

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[(0*:)+0*1]");

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  public static Location of(String text) {
    return URL.matcher(text).matches()
        ? new Location(null, url(text))
        : new Location(Path.of(text), null);
  }

  public static Location of(Path path) {
    return new Location(path, null);
  }

  /** Whether it is a URL whose server has a certificate. */
  public boolean isHttps() {
    return url != null && isHttps(url);
  }

  private static URI url(String text) {
    URI url = uri(text);
    if (url.getUserInfo() != null || text.matches("[^/]+//[^/?#]*@.*")) {
      throw new IllegalArgumentException("leave the password out of the URL; use prices.token");
    }
    if (url.getHost() == null || !(isHttps(url) || isLoopback(url))) {
      throw new IllegalArgumentException(
          "use a path, or a URL that begins with https:// (or http://localhost)");
    }
    return url;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Its message contains the URL.
      throw new IllegalArgumentException("the URL has characters that must be escaped");
    }
  }

  /** Whether nobody else can read what is sent there. */
  public static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** Whether it is a plain http URL of this machine. */
  public static boolean isLoopback(URI url) {
    String host = url.getHost();
    return "http".equalsIgnoreCase(url.getScheme())
        && host != null
        && LOOPBACK.matcher(host).matches();
  }

  /** What identifies the server: scheme, host and port. */
  public static String server(URI url) {
    boolean https = isHttps(url);
    int port = url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
    return (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** One or more locations as they may be shown: without user, password, query and fragment. */
  public static String shown(String text) {
    return text.contains("://") ? SECRETS.matcher(text).replaceAll("") : text;
  }

  @Override
  public String toString() {
    return shown(String.valueOf(url == null ? path : url));
  }
}
