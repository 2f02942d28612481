package io.costspan.page;

import io.costspan.health.ThisHost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may read the page. A web page that has its own name point to this machine asks under
 * that name, and is refused; so is whoever does not know the token, if there is one.
 */
final class Guard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final String ownName;
  private final boolean local;
  private final byte @Nullable [] token;

  /**
   * @param host on which the page listens
   * @param local whether only this machine can reach it
   * @param token null if whoever reaches it may read it
   */
  Guard(String host, boolean local, @Nullable String token) {
    this.local = local;
    this.ownName = host.toLowerCase(Locale.ROOT);
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether a request addresses this machine by a name that nobody else can give it.
   *
   * @param hosts the values of its headers {@code Host}
   */
  boolean isOwnName(@Nullable List<String> hosts) {
    if (hosts == null || hosts.size() != 1) {
      return false;
    }
    String name = name(hosts.get(0));
    return name != null
        && (LOOPBACK.contains(name)
            || name.equals(ownName)
            || (!local
                && (ADDRESS.matcher(name).matches() || name.equalsIgnoreCase(ThisHost.name()))));
  }

  private static @Nullable String name(String host) {
    try {
      String name = URI.create("http://" + host).getHost();
      return name == null || host.indexOf('@') >= 0 ? null : name.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Whether a request has the token, as the password of HTTP Basic or as a bearer token. How long
   * that takes does not depend on where a wrong one differs.
   *
   * @param authorization the value of that header, null if there is none
   */
  boolean knows(@Nullable String authorization) {
    if (token == null) {
      return true;
    }
    byte[] given = given(authorization == null ? "" : authorization.strip());
    return MessageDigest.isEqual(token, given);
  }

  private static byte[] given(String authorization) {
    String kind = authorization.toLowerCase(Locale.ROOT);
    if (kind.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
    }
    if (!kind.startsWith(BASIC)) {
      return new byte[0];
    }
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String text = new String(pair, StandardCharsets.UTF_8);
      return text.substring(text.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
