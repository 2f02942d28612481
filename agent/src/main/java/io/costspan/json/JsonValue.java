package io.costspan.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value in one of the agent's own JSON files. Comments are allowed, duplicate names are not.
 * Getters refuse values of the wrong kind with a {@link JsonException} that names file and line.
 */
public final class JsonValue {
  /** More digits than any price or count has. */
  private static final int DIGITS = 40;

  /** An object without members, from no file. */
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
   * Reads the single value of a file.
   *
   * @param file the name to show in messages
   */
  public static JsonValue parse(String file, InputStream in) throws IOException {
    return JsonReader.BUNDLED.read(file, in);
  }

  /** Reads the single value of a text. */
  public static JsonValue parse(String file, String text) {
    try {
      return parse(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads values one by one, so that a file may be larger than the memory: values that follow each
   * other, the items of a list, and those of the list {@code data} of an object, which precede the
   * object's other members.
   *
   * @param file the name to show in messages
   */
  public static void each(String file, InputStream in, Consumer<JsonValue> each)
      throws IOException {
    JsonReader.USERS.each(file, in, each);
  }

  public int line() {
    return line;
  }

  public String file() {
    return file;
  }

  /** An exception that points to this value. */
  public JsonException error(String message) {
    return new JsonException(this, message);
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

  /** The members in file order. Refuses a value that is no object. */
  @SuppressWarnings("unchecked")
  public Map<String, JsonValue> members() {
    if (value instanceof Map) {
      return (Map<String, JsonValue>) value;
    }
    throw error("expected an object {...}");
  }

  /** The elements. Refuses a value that is no array. */
  @SuppressWarnings("unchecked")
  public List<JsonValue> items() {
    if (value instanceof List) {
      return (List<JsonValue>) value;
    }
    throw error("expected a list [...]");
  }

  /** The member with that name, or null. */
  public @Nullable JsonValue get(String name) {
    return members().get(name);
  }

  /** The member with that name. Refuses an object without it. */
  public JsonValue need(String name) {
    JsonValue member = get(name);
    if (member == null) {
      throw error("\"" + name + "\" is missing; add it");
    }
    return member;
  }

  /** The string. Refuses any other value. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw error("expected a string in quotes");
  }

  /** This string, number or boolean as text. Refuses objects, lists and null. */
  public String scalar() {
    if (value == null || value instanceof Map || value instanceof List) {
      throw error("expected a string, a number, true or false");
    }
    return value instanceof BigDecimal number ? bounded(number).toPlainString() : value.toString();
  }

  /**
   * This number, or the number in this string: prices are written as strings to keep them exact.
   */
  public BigDecimal decimal() {
    try {
      return bounded(value instanceof BigDecimal number ? number : new BigDecimal(scalar()));
    } catch (NumberFormatException e) {
      throw error("expected a decimal number such as \"0.0025\", found " + value);
    }
  }

  /**
   * Refuses a number with so many digits that calculating with it or writing it would take long.
   */
  private BigDecimal bounded(BigDecimal number) {
    if (number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS) {
      throw error("a number of more than " + DIGITS + " digits");
    }
    return number;
  }

  /**
   * This date, written as {@code 2026-08-21}. Parsed by hand, because in a cold JVM {@link
   * LocalDate#parse} takes longer than the rest of a file.
   */
  public LocalDate date() {
    String text = text();
    String digits = text.replace("-", "");
    boolean shaped =
        text.length() == 10
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && digits.length() == 8;
    try {
      if (shaped) {
        int number = Integer.parseInt(digits);
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
      }
    } catch (NumberFormatException | DateTimeException e) {
      // reported below
    }
    throw error("\"" + text + "\" is not a date; write it as 2026-08-21");
  }

  public boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw error("expected true or false");
  }

  /** One string or a list of strings, as a list. */
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

  /** The string in the member with that name, or null without it. */
  public @Nullable String textOf(String name) {
    JsonValue member = get(name);
    return member == null ? null : member.text();
  }

  /** The strings in the member with that name, empty without it. */
  public List<String> textsOf(String name) {
    JsonValue member = get(name);
    return member == null ? List.of() : member.texts();
  }

  /**
   * This value merged with another: the elements of both lists, or the members of both objects,
   * where those of the other take precedence. A value of any other kind is replaced by the other.
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

  /** A list of strings, at the location of this value. */
  public JsonValue withTexts(List<String> texts) {
    List<JsonValue> items = new ArrayList<>();
    texts.forEach(text -> items.add(new JsonValue(file, line, text)));
    return new JsonValue(file, line, items);
  }

  /** This object, with the member of that name added or replaced. */
  public JsonValue with(String name, JsonValue member) {
    Map<String, JsonValue> members = new LinkedHashMap<>(members());
    members.put(name, member);
    return new JsonValue(file, line, members);
  }

  /** Refuses an object with members that are not read: most likely a typing error. */
  public void allow(Set<String> names) {
    for (Map.Entry<String, JsonValue> member : members().entrySet()) {
      if (!names.contains(member.getKey())) {
        throw member
            .getValue()
            .error(
                "unknown word \""
                    + member.getKey()
                    + "\"; known words here: "
                    + String.join(", ", new TreeSet<>(names)));
      }
    }
  }

  /** Something else in the same place. */
  JsonValue with(@Nullable Object other) {
    return new JsonValue(file, line, other);
  }

  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
