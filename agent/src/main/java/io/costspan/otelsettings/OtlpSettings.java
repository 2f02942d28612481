package io.costspan.otelsettings;

import io.costspan.files.Deadline;
import io.costspan.files.UserFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where and how one signal is sent over OTLP: its own settings, or else those for both signals. */
public final class OtlpSettings {
  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  /** How long to wait for the file of certificates. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final OtelSettings settings;
  private final String signal;

  /**
   * @param signal {@code metrics} or {@code traces}
   */
  public OtlpSettings(OtelSettings settings, String signal) {
    this.settings = settings;
    this.signal = signal;
  }

  /** Whether the user set an endpoint, so that a missing listener is worth a warning. */
  public boolean isEndpointGiven() {
    return given(OtelSetting.ENDPOINT) != null;
  }

  public URI endpoint() {
    String own = settings.given(OtelSetting.ENDPOINT.property(signal));
    if (own != null) {
      return overHttp(uri(own));
    }
    String base = overHttp(uri(settings.text(OtelSetting.ENDPOINT))).toString();
    return URI.create(base + (base.endsWith("/") ? "" : "/") + "v1/" + signal);
  }

  public Map<String, String> headers() {
    return settings.pairs(OtelSetting.HEADERS, text(OtelSetting.HEADERS));
  }

  public Duration timeout() {
    return Duration.ofMillis(settings.count(OtelSetting.TIMEOUT, text(OtelSetting.TIMEOUT)));
  }

  public String compression() {
    return text(OtelSetting.COMPRESSION).equals("gzip") ? "gzip" : "none";
  }

  /** The trusted certificates in PEM format, or null for those of the JVM. */
  public byte @Nullable [] certificates() {
    String file = text(OtelSetting.CERTIFICATE);
    try {
      return file.isEmpty()
          ? null
          : UserFile.read(Path.of(file), UserFile.SMALL_LIMIT, Deadline.in(PATIENCE_MILLIS));
    } catch (IOException | InvalidPathException e) {
      settings.warn(OtelSetting.CERTIFICATE.property + " cannot be read and is ignored: " + e);
      return null;
    }
  }

  private URI overHttp(URI endpoint) {
    boolean grpcPort = endpoint.getPort() == GRPC_PORT;
    if (text(OtelSetting.PROTOCOL).equals("http/protobuf") && !grpcPort) {
      return endpoint;
    }
    URI mapped = grpcPort ? withPort(endpoint) : endpoint;
    settings.warn(
        "telemetry is sent to "
            + mapped.getHost()
            + (mapped.getPort() < 0 ? "" : ":" + mapped.getPort())
            + " as http/protobuf, the only supported protocol; set OTEL_EXPORTER_OTLP_PROTOCOL"
            + " to http/protobuf and"
            + " OTEL_EXPORTER_OTLP_ENDPOINT to the HTTP port of your backend, usually 4318");
    return mapped;
  }

  private URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The warning below reports it.
    }
    settings.warn(
        OtelSetting.ENDPOINT.property + " is not an http or https URL; the default applies");
    return URI.create(OtelSetting.ENDPOINT.defaultText);
  }

  private static URI withPort(URI uri) {
    return URI.create(uri.toString().replaceFirst(":" + GRPC_PORT + "\\b", ":" + HTTP_PORT));
  }

  private String text(OtelSetting setting) {
    String given = given(setting);
    return given == null ? setting.defaultText : given;
  }

  private @Nullable String given(OtelSetting setting) {
    String own = settings.given(setting.property(signal));
    return own == null ? settings.given(setting.property) : own;
  }
}
