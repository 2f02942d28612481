package io.costspan.json;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value of one of our own JSON files. Comments are allowed, doubled names are not. Getters refuse
 * what does not fit with a {@link JsonException} that names file and line.
 */
public final class JsonValue {
  /** An object without members that stands in no file. */
  public static final JsonValue EMPTY = new JsonValue("", 0, Map.of());

  private final String file;
  private final int line;

  /** A {@code Map}, {@code List}, {@code String}, {@code BigDecimal}, {@code Boolean} or null. */
  private final @Nullable Object value;

  JsonValue(String file, int line, @Nullable Object value) {
    this.file = file;
    this.line = line;
    this.value = value;
  }

  /**
   * Reads the one value of a file.
   *
   * @param file the name to show in messages
   */
  public static JsonValue parse(String file, InputStream in) throws IOException {
    return new JsonReader(file, in.readAllBytes()).read();
  }

  /** As above, of a text. */
  public static JsonValue parse(String file, String text) {
    return new JsonReader(file, text.getBytes(StandardCharsets.UTF_8)).read();
  }

  public int line() {
    return line;
  }

  public String file() {
    return file;
  }

  /** A refusal that points here. */
  public JsonException error(String message) {
    return new JsonException(file, line, message);
  }

  public boolean isObject() {
    return value instanceof Map;
  }

  public boolean isArray() {
    return value instanceof List;
  }

  public boolean isNull() {
    return value == null;
  }

  public boolean isText() {
    return value instanceof String;
  }

  public boolean isNumber() {
    return value instanceof BigDecimal;
  }

  /** The members in file order; refuses what is no object. */
  @SuppressWarnings("unchecked")
  public Map<String, JsonValue> members() {
    if (value instanceof Map) {
      return (Map<String, JsonValue>) value;
    }
    throw error("expected an object {...}");
  }

  /** The elements; refuses what is no array. */
  @SuppressWarnings("unchecked")
  public List<JsonValue> items() {
    if (value instanceof List) {
      return (List<JsonValue>) value;
    }
    throw error("expected a list [...]");
  }

  /** The member of that name, or null. */
  public @Nullable JsonValue get(String name) {
    return members().get(name);
  }

  /** The member of that name; refuses an object without it. */
  public JsonValue need(String name) {
    JsonValue member = get(name);
    if (member == null) {
      throw error("\"" + name + "\" is missing; add it");
    }
    return member;
  }

  /** This text; refuses what is none. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw error("expected a text in quotes");
  }

  /** This text, number or truth value as text; refuses objects, lists and null. */
  public String scalar() {
    if (value == null || value instanceof Map || value instanceof List) {
      throw error("expected a text, a number, true or false");
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** This number, or the number written in this text: prices are texts to keep them exact. */
  public BigDecimal decimal() {
    try {
      return new BigDecimal(scalar());
    } catch (NumberFormatException e) {
      throw error("expected a decimal number such as \"0.0025\", found " + value);
    }
  }

  /**
   * This day, written as {@code 2026-08-21}. Read by hand: {@link LocalDate#parse} takes a cold JVM
   * longer than all the rest of a file.
   */
  public LocalDate date() {
    String text = text();
    int day = 0;
    for (int i = 0; i < text.length() && day >= 0; i++) {
      char c = text.charAt(i);
      if (i == 4 || i == 7) {
        day = c == '-' ? day : -1;
      } else {
        day = c >= '0' && c <= '9' && i < 10 ? day * 10 + c - '0' : -1;
      }
    }
    try {
      return LocalDate.of(text.length() == 10 ? day / 10_000 : -1, day / 100 % 100, day % 100);
    } catch (DateTimeException e) {
      throw error("\"" + text + "\" is no date; write it as 2026-08-21");
    }
  }

  public boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw error("expected true or false");
  }

  /** One text or a list of texts, as a list. */
  public List<String> texts() {
    if (!isArray()) {
      return List.of(scalar());
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue item : items()) {
      texts.add(item.scalar());
    }
    return List.copyOf(texts);
  }

  /** Text of the member of that name, or null without it. */
  public @Nullable String textOf(String name) {
    JsonValue member = get(name);
    return member == null ? null : member.text();
  }

  /** Texts of the member of that name, empty without it. */
  public List<String> textsOf(String name) {
    JsonValue member = get(name);
    return member == null ? List.of() : member.texts();
  }

  /**
   * This and another as one: the elements of both lists, or the members of both objects, of which
   * the other's count; everything else is replaced by the other.
   */
  public JsonValue joined(JsonValue other) {
    if (isArray() && other.isArray()) {
      List<JsonValue> items = new ArrayList<>(items());
      items.addAll(other.items());
      return new JsonValue(other.file, other.line, items);
    }
    if (isObject() && other.isObject()) {
      Map<String, JsonValue> members = new LinkedHashMap<>(members());
      members.putAll(other.members());
      return new JsonValue(other.file, other.line, members);
    }
    return other;
  }

  /** Refuses an object with members that nobody reads: most likely a slip of the pen. */
  public void allow(Set<String> names) {
    for (Map.Entry<String, JsonValue> member : members().entrySet()) {
      if (!names.contains(member.getKey())) {
        throw member
            .getValue()
            .error(
                "unknown word \""
                    + member.getKey()
                    + "\"; known here: "
                    + String.join(", ", new TreeSet<>(names)));
      }
    }
  }

  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
