package io.costspan.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a reply.
 *
 * @param status -1 if it is not one of HTTP/1
 * @param fields by name in lower case
 */
record HttpHead(int status, Map<String, String> fields) {
  private static final int LIMIT = 256 * 1024;
  private static final int SWITCHING = 101;

  /** Reads no more than the head; those of interim replies are passed over. */
  static HttpHead read(InputStream in) throws IOException {
    int[] left = {LIMIT};
    HttpHead head;
    do {
      head = readOne(in, left);
    } while (head.status / 100 == 1 && head.status != SWITCHING);
    return head;
  }

  private static HttpHead readOne(InputStream in, int[] left) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    int status = status(line(in, left));
    String line;
    while (status >= 0 && !(line = line(in, left)).isEmpty()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.putIfAbsent(name, line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(status, fields);
  }

  private static int status(String line) {
    boolean isHttp = line.matches("HTTP/1\\.\\d \\d{3}( .*)?");
    return isHttp ? Integer.parseInt(line.substring(9, 12)) : -1;
  }

  /** A line without its end. */
  static String line(InputStream in, int[] left) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new EOFException("the reply ends early");
      }
      if (--left[0] < 0) {
        throw new BadReply("the head of the reply is too large");
      }
      bytes.write(next);
    }
    String line = bytes.toString(StandardCharsets.ISO_8859_1);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  @Nullable String field(String name) {
    return fields.get(name.toLowerCase(Locale.ROOT));
  }

  /** What follows the head. */
  InputStream content(InputStream in) {
    String coding = field("transfer-encoding");
    if (coding != null && coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return new Chunks(in);
    }
    String length = field("content-length");
    boolean isKnown = length != null && length.matches("\\d{1,18}");
    return isKnown ? new Stretch(in, Long.parseLong(length)) : in;
  }
}
