package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reassembles the body of a form that was recorded field by field. */
final class HarForm {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=\"?([^\";]+)", Pattern.CASE_INSENSITIVE);

  private HarForm() {}

  static byte[] bytes(@Nullable String contentType, List<HarParam> params) {
    if (contentType == null || params.isEmpty()) {
      return new byte[0];
    }
    Matcher boundary = BOUNDARY.matcher(contentType);
    String form = boundary.find() ? multipart(boundary.group(1), params) : urlEncoded(params);
    return form.getBytes(UTF_8);
  }

  private static String urlEncoded(List<HarParam> params) {
    return params.stream()
        .map(p -> URLEncoder.encode(p.name(), UTF_8) + '=' + URLEncoder.encode(p.value(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String multipart(String boundary, List<HarParam> params) {
    return params.stream()
        .map(param -> part(boundary, param))
        .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
  }

  private static String part(String boundary, HarParam param) {
    String file = param.fileName() == null ? "" : "; filename=\"" + param.fileName() + '"';
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(boundary, param.name(), file, param.value());
  }
}
