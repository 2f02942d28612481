package io.costspan.config;

import io.costspan.provider.EndpointOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parsers for the text of options. */
final class Parsers {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|)");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([kKmMgG]?)[bB]?");

  private static final int LAST_PORT = 65_535;

  private static final Set<String> HTTP = Set.of("http", "https");

  private Parsers() {}

  static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("use true or false");
    };
  }

  static int count(String text) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException("use a whole number from 1 to 9999999");
    }
    return Integer.parseInt(text);
  }

  /** A TCP port; none if the text is empty. */
  static Optional<Integer> port(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > LAST_PORT) {
      throw new IllegalArgumentException("use a port from 1 to " + LAST_PORT);
    }
    return Optional.of(Integer.parseInt(text));
  }

  /** Any text; none if it is empty. */
  static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A path, before which an {@code @} may stand as elsewhere for the content of a file. */
  static Optional<Path> atPath(String text) {
    return path(text.startsWith("@") ? text.substring(1) : text);
  }

  /** A number with a unit; without a unit, in seconds. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("use a duration such as 30s, 500ms or 5m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** Bytes, kilobytes and so on, in powers of 1000; no limit if the text is empty. */
  static Long fileSize(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException("use a size such as 500MB, 20 GB or 1000000");
    }
    long bytes = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
      case "K" -> bytes * 1_000L;
      case "M" -> bytes * 1_000_000L;
      case "G" -> bytes * 1_000_000_000L;
      default -> bytes;
    };
  }

  /** Octal, as for chmod. */
  static Set<PosixFilePermission> fileMode(String text) {
    if (!text.matches("0?[2367][0-7]{2}")) {
      throw new IllegalArgumentException(
          "use an octal number that gives the owner write permission, such as 0640");
    }
    int bits = Integer.parseInt(text, 8);
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits >> (all.length - 1 - i) & 1) == 1) {
        mode.add(all[i]);
      }
    }
    return mode;
  }

  static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  /** A constant in lower case, with dashes instead of underscores. */
  static <E extends Enum<E>> Parser<E> oneOf(Class<E> type) {
    return text ->
        Stream.of(type.getEnumConstants())
            .filter(constant -> wireName(constant).equals(text.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("use one of " + names(type)));
  }

  /** {@code URL=PROVIDER}. */
  static EndpointOption endpoint(String text) {
    int split = text.lastIndexOf('=');
    URI base = uri(text.substring(0, Math.max(split, 0)).trim());
    String provider = text.substring(split + 1).trim();
    if (base == null
        || !HTTP.contains(String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT))
        || base.getHost() == null
        || provider.isEmpty()) {
      throw new IllegalArgumentException("use URL=PROVIDER such as http://localhost:4000=openai");
    }
    return new EndpointOption(base, provider);
  }

  /** A URL with http or https; none if the text is empty. */
  static Optional<URI> httpUrl(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI url = uri(text);
    if (url == null
        || !HTTP.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))
        || url.getHost() == null) {
      throw new IllegalArgumentException("use a URL that begins with http:// or https://");
    }
    return Optional.of(url);
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String names(Class<? extends Enum<?>> type) {
    return Stream.of(type.getEnumConstants())
        .map(Parsers::wireName)
        .collect(Collectors.joining(", "));
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
