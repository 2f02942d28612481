package io.costspan.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the owner of a call stands.
 *
 * @param name of the owner in signals, {@code costspan.owner.NAME}
 * @param place what it is called where it stands: a key, or the name of a header
 */
public record OwnerSource(String name, String place) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** What headers with credentials have in their names. */
  private static final List<String> SECRET =
      List.of("auth", "key", "cookie", "token", "secret", "password", "credential", "signature");

  /** Of a text such as {@code team} or {@code team:x-team}. */
  static OwnerSource of(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String place = text.substring(colon + 1);
    if (!NAME.matcher(name).matches() || place.isEmpty()) {
      throw new IllegalArgumentException(
          "use a name of letters, digits, dots, dashes and underscores, and if the owner has another"
              + " name there, both, such as team:x-team");
    }
    return new OwnerSource(name, place);
  }

  /** The same for a header, which must be none that holds a credential. */
  static OwnerSource ofHeader(String text) {
    OwnerSource source = of(text);
    String header = source.place.toLowerCase(Locale.ROOT);
    if (SECRET.stream().anyMatch(header::contains)) {
      throw new IllegalArgumentException(
          "headers with credentials are never shown; owner.key=true tells keys apart by their hash");
    }
    return source;
  }
}
