package io.costspan.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of our own files: JSON in UTF-8, comments allowed. A library's parser takes a cold JVM
 * longer to load than our largest file to read.
 */
final class JsonReader {
  private static final int DEPTH = 100;
  private static final int NUMBER_LENGTH = 1000;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String file;

  /** The file and a 0, which stands nowhere in JSON and so ends every loop. */
  private final byte[] text;

  private int at;
  private int line = 1;
  private int depth;

  JsonReader(String file, byte[] text) {
    this.file = file;
    this.text = Arrays.copyOf(text, text.length + 1);
    this.at = Arrays.mismatch(text, BYTE_ORDER_MARK) == 3 ? 3 : 0;
  }

  /** The one value of the file. */
  JsonValue read() {
    if (isEnd()) {
      throw new JsonException(file, line, "empty file");
    }
    JsonValue root = value();
    if (!isEnd()) {
      throw new JsonException(file, line, "text after the end; remove it");
    }
    return root;
  }

  private boolean isEnd() {
    return next() == 0 && at == text.length - 1;
  }

  private JsonValue value() {
    int first = next();
    int start = line;
    return new JsonValue(
        file,
        start,
        switch (first) {
          case '{' -> members();
          case '[' -> items();
          case '"' -> string();
          case 't' -> literal("true", true);
          case 'f' -> literal("false", false);
          case 'n' -> literal("null", null);
          default -> number();
        });
  }

  private Map<String, JsonValue> members() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (boolean more = enter('}'); more; more = goOn('}')) {
      expect('"');
      String name = string();
      expect(':');
      at++;
      JsonValue value = value();
      if (members.put(name, value) != null) {
        throw value.error("\"" + name + "\" stands here twice; remove one");
      }
    }
    return members;
  }

  private List<JsonValue> items() {
    List<JsonValue> items = new ArrayList<>();
    for (boolean more = enter(']'); more; more = goOn(']')) {
      items.add(value());
    }
    return items;
  }

  /** Enters an object or list; whether there is anything in it. */
  private boolean enter(char end) {
    at++;
    if (++depth > DEPTH) {
      throw notJson("nested deeper than " + DEPTH);
    }
    return next() != end || leave();
  }

  /** Whether another member or element follows. */
  private boolean goOn(char end) {
    if (next() == end) {
      return leave();
    }
    expect(',');
    at++;
    return true;
  }

  private boolean leave() {
    at++;
    depth--;
    return false;
  }

  /** Passes over space and comments to the byte that comes next, 0 at the end. */
  private byte next() {
    while (true) {
      byte c = text[at];
      if (c == '\n') {
        line++;
      } else if (c == '/') {
        comment();
      } else if (c != ' ' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
  }

  /** Passes over a comment but for its last byte. */
  private void comment() {
    at++;
    if (text[at] == '/') {
      while (text[at + 1] != '\n' && text[at + 1] != 0) {
        at++;
      }
    } else {
      if (!pass('*')) {
        throw unexpected("a comment");
      }
      while (text[at] != '*' || text[at + 1] != '/') {
        if (text[at] == 0) {
          throw unexpected("the end of the comment");
        }
        line += text[at++] == '\n' ? 1 : 0;
      }
      at++;
    }
  }

  private String string() {
    int start = ++at;
    boolean plain = true;
    for (byte c = text[at]; c != '"'; c = text[++at]) {
      if (c == '\\') {
        plain = false;
        c = text[++at];
      }
      if (c < ' ') {
        if (c >= 0) {
          throw unexpected("a closing quote");
        }
        plain = false;
      }
    }
    int end = at++;
    return plain ? ascii(start, end) : unescaped(decoded(start, end));
  }

  private String ascii(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String decoded(int start, int end) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text, start, end - start);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw notJson("a text that is not UTF-8");
    }
  }

  private String unescaped(String raw) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      c = raw.charAt(++i);
      int control = "bfnrt".indexOf(c);
      if (c == 'u') {
        plain.append(hex(raw, i + 1));
        i += 4;
      } else if (control >= 0) {
        plain.append("\b\f\n\r\t".charAt(control));
      } else if (c == '"' || c == '\\' || c == '/') {
        plain.append(c);
      } else {
        throw notJson("unknown escape \\" + c);
      }
    }
    return plain.toString();
  }

  private char hex(String raw, int from) {
    try {
      return (char) HexFormat.fromHexDigits(raw, from, from + 4);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw notJson("\\u wants four hexadecimal digits");
    }
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (!pass(word.charAt(i))) {
        throw unexpected("\"" + word + "\"");
      }
    }
    return value;
  }

  private BigDecimal number() {
    int start = at;
    pass('-');
    if (!pass('0')) {
      digits();
    }
    if (pass('.')) {
      digits();
    }
    if (pass('e') || pass('E')) {
      if (!pass('+')) {
        pass('-');
      }
      digits();
    }
    if (at - start > NUMBER_LENGTH) {
      throw notJson("a number of more than " + NUMBER_LENGTH + " digits");
    }
    try {
      return new BigDecimal(ascii(start, at));
    } catch (NumberFormatException e) {
      throw notJson("a number out of range");
    }
  }

  private boolean pass(char c) {
    if (text[at] != c) {
      return false;
    }
    at++;
    return true;
  }

  private void digits() {
    if (!isDigit()) {
      throw unexpected("a value");
    }
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return text[at] >= '0' && text[at] <= '9';
  }

  private void expect(char c) {
    if (next() != c) {
      throw unexpected("'" + c + "'");
    }
  }

  private JsonException unexpected(String expected) {
    int found = text[at] & 0xFF;
    String shown =
        at == text.length - 1
            ? "the end"
            : found < ' ' ? "control character " + found : "'" + (char) found + "'";
    return notJson("expected " + expected + ", found " + shown);
  }

  private JsonException notJson(String why) {
    return new JsonException(file, line, "not JSON: " + why);
  }
}
