package io.costspan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
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
import org.jspecify.annotations.Nullable;

/**
 * A value in one of the agent's own JSON files. Comments are allowed, duplicate names are not.
 * Getters refuse values of the wrong kind with a {@link JsonException} that names file and line.
 */
public final class JsonValue {
  /** The deepest bundled file has a dozen levels. */
  private static final int DEPTH = 64;

  private static final int TEXT_LENGTH = 1 << 16;
  private static final int NAME_LENGTH = 1_000;

  private static final JsonFactory FACTORY = factory(StreamReadConstraints.DEFAULT_MAX_STRING_LEN);
  private static final JsonFactory USERS = factory(TEXT_LENGTH);

  /** More digits than any price or count has. */
  private static final int DIGITS = 40;

  /** An object without members, from no file. */
  public static final JsonValue EMPTY = new JsonValue("", 0, Map.of());

  private final String file;
  private final int line;

  /** A {@code Map}, {@code List}, {@code String}, {@code BigDecimal}, {@code Boolean} or null. */
  private final @Nullable Object value;

  private JsonValue(String file, int line, @Nullable Object value) {
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
    return parse(file, in, FACTORY);
  }

  /**
   * Reads the single value of a user's file. Long texts are refused there, because they could end
   * up on every signal.
   */
  static JsonValue parseUsers(String file, InputStream in) throws IOException {
    return parse(file, in, USERS);
  }

  private static JsonFactory factory(int textLength) {
    return JsonFactory.builder()
        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(textLength)
                .maxNameLength(NAME_LENGTH)
                .build())
        .build();
  }

  private static JsonValue parse(String file, InputStream in, JsonFactory factory)
      throws IOException {
    try (JsonParser parser = factory.createParser(in)) {
      parser.nextToken();
      JsonValue root = read(file, parser);
      if (parser.nextToken() != null) {
        throw new JsonException(file, line(parser), "text after the end; remove it");
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new JsonException(
          file,
          line(e),
          "more than "
              + DEPTH
              + " levels, or a string of more than "
              + TEXT_LENGTH
              + " characters, a name of more than "
              + NAME_LENGTH
              + " or a number of more than a thousand digits");
    } catch (JsonProcessingException e) {
      throw new JsonException(file, line(e), "not JSON: " + withoutSource(e.getOriginalMessage()));
    }
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
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
   * Jackson names the location of the opening bracket, with a source that is meaningless to users.
   */
  private static String withoutSource(String message) {
    int source = message.indexOf(" (start marker at");
    return source < 0 ? message : message.substring(0, source);
  }

  private static int line(JsonParser parser) {
    return ((ParserBase) parser).getTokenLineNr();
  }

  private static JsonValue read(String file, JsonParser parser) throws IOException {
    int line = line(parser);
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new JsonException(file, line, "empty file");
    }
    return new JsonValue(
        file,
        line,
        switch (token) {
          case START_OBJECT -> members(file, parser);
          case START_ARRAY -> items(file, parser);
          case VALUE_STRING -> parser.getText();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(file, line, parser);
          case VALUE_TRUE -> Boolean.TRUE;
          case VALUE_FALSE -> Boolean.FALSE;
          default -> null;
        });
  }

  private static BigDecimal number(String file, int line, JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonException(file, line, "not JSON: a number out of range");
    }
  }

  private static Map<String, JsonValue> members(String file, JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonValue value = read(file, parser);
      if (members.put(name, value) != null) {
        throw value.error("\"" + name + "\" appears here twice; remove one");
      }
    }
    return members;
  }

  private static List<JsonValue> items(String file, JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(file, parser));
    }
    return items;
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
