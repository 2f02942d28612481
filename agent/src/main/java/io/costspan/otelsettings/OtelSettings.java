package io.costspan.otelsettings;

import io.costspan.config.Config;
import io.costspan.config.Options;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The standard settings in force: the system property {@code otel.x.y}, else the environment
 * variable {@code OTEL_X_Y}, else the default. For a malformed setting there is a warning, without
 * the value because that may be a key, and the default applies.
 */
public final class OtelSettings {
  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final Consumer<String> warnings;

  public OtelSettings(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      Consumer<String> warnings) {
    this.properties = properties;
    this.environment = environment;
    this.warnings = warnings;
  }

  /** Whether the user has said how metrics are to be exported. */
  public static boolean areExportsGiven() {
    return System.getenv().keySet().stream().anyMatch(OtelSettings::isOfExports)
        || System.getProperties().stringPropertyNames().stream()
            .map(OtelSetting::environmentName)
            .anyMatch(OtelSettings::isOfExports);
  }

  private static boolean isOfExports(String name) {
    return name.startsWith("OTEL_EXPORTER_") || name.equals("OTEL_METRICS_EXPORTER");
  }

  /** Those of this JVM. The agent's own options come first. */
  public static OtelSettings of(Config config, Consumer<String> warnings) {
    Map<String, String> own = new HashMap<>();
    OtelSettings standard = new OtelSettings(System::getProperty, System::getenv, warnings);
    config
        .get(Options.PROMETHEUS_HOST)
        .ifPresent(host -> own.put(OtelSetting.PROMETHEUS_HOST.property, host));
    config
        .get(Options.PROMETHEUS_PORT)
        .ifPresent(
            port -> {
              own.put(OtelSetting.PROMETHEUS_PORT.property, port.toString());
              own.put(OtelSetting.METRICS_EXPORTER.property, standard.exportersWith("prometheus"));
            });
    return new OtelSettings(
        name -> own.getOrDefault(name, System.getProperty(name)), System::getenv, warnings);
  }

  private String exportersWith(String one) {
    String exporters = text(OtelSetting.METRICS_EXPORTER);
    return exporters.equals("none") ? one : exporters + "," + one;
  }

  public void warn(String message) {
    warnings.accept(message);
  }

  /** The value that the user set, or null. */
  public @Nullable String given(String property) {
    String text = properties.apply(property);
    if (text == null || text.isBlank()) {
      text = environment.apply(OtelSetting.environmentName(property));
    }
    return text == null || text.isBlank() ? null : text.trim();
  }

  public String text(OtelSetting setting) {
    String given = given(setting.property);
    return given == null ? setting.defaultText : given;
  }

  public boolean bool(OtelSetting setting) {
    return text(setting).equalsIgnoreCase("true");
  }

  public int count(OtelSetting setting) {
    return count(setting, text(setting));
  }

  public Duration millis(OtelSetting setting) {
    return Duration.ofMillis(count(setting));
  }

  /** The supported words of a list; warns about all others. */
  public List<String> words(OtelSetting setting, List<String> supported) {
    List<String> words =
        Stream.of(text(setting).split(","))
            .map(word -> word.trim().toLowerCase(Locale.ROOT))
            .toList();
    for (String word : words) {
      if (!supported.contains(word)) {
        warn(setting.property + ": \"" + word + "\" is ignored; use one of " + supported);
      }
    }
    return words.stream().filter(supported::contains).toList();
  }

  public int count(OtelSetting setting, String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      warn(
          setting.property
              + " is not a whole number; the default "
              + setting.defaultText
              + " applies");
      return Integer.parseInt(setting.defaultText);
    }
  }

  /** {@code key=value,key=value}, values percent-encoded. */
  public Map<String, String> pairs(OtelSetting setting, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
      int split = pair.indexOf('=');
      try {
        String value = pair.substring(split + 1).trim().replace("+", "%2B");
        pairs.put(
            pair.substring(0, split).trim(), URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
        warn(setting.property + ": an invalid entry is ignored; use key=value,key=value");
      }
    }
    return pairs;
  }
}
