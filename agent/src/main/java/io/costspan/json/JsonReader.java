package io.costspan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a file into a {@link JsonValue} that knows the lines of its parts. */
final class JsonReader {
  /** The deepest bundled file has a dozen levels. */
  private static final int DEPTH = 64;

  private static final int TEXT_LENGTH = 1 << 16;
  private static final int NAME_LENGTH = 1_000;

  static final JsonReader BUNDLED = new JsonReader(StreamReadConstraints.DEFAULT_MAX_STRING_LEN);

  /** Refuses long texts, because those of a user's file could end up on every signal. */
  static final JsonReader USERS = new JsonReader(TEXT_LENGTH);

  /** The member of a reply of several pages that has the items of one. */
  private static final String PAGE = "data";

  private final JsonFactory factory;

  private JsonReader(int textLength) {
    factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(textLength)
                    .maxNameLength(NAME_LENGTH)
                    .build())
            .build();
  }

  /**
   * Reads the single value of a file.
   *
   * @param file the name to show in messages
   */
  JsonValue read(String file, InputStream in) throws IOException {
    try (JsonParser parser = factory.createParser(in)) {
      parser.nextToken();
      JsonValue root = value(file, parser);
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

  /**
   * Reads a file of any length value by value: what stands one after another, the items of a list,
   * and those of the list {@code data} of an object, which precede its other members.
   *
   * @param file the name to show in messages
   * @param each receives one value after another, none of which is kept
   */
  void each(String file, InputStream in, Consumer<JsonValue> each) throws IOException {
    try (JsonParser parser = factory.createParser(in)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          eachItem(file, parser, each);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          eachOfPage(file, parser, each);
        } else {
          throw new JsonException(file, line(parser), "expected an object {...} or a list [...]");
        }
      }
    } catch (JsonProcessingException e) {
      throw new JsonException(file, line(e), "not JSON: " + withoutSource(e.getOriginalMessage()));
    }
  }

  private static void eachItem(String file, JsonParser parser, Consumer<JsonValue> each)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        eachOfPage(file, parser, each);
      } else {
        each.accept(value(file, parser));
      }
    }
  }

  private static void eachOfPage(String file, JsonParser parser, Consumer<JsonValue> each)
      throws IOException {
    int line = line(parser);
    Map<String, JsonValue> rest = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(PAGE)) {
        eachItem(file, parser, each);
      } else {
        rest.put(name, value(file, parser));
      }
    }
    each.accept(new JsonValue(file, line, rest));
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  private static int line(JsonParser parser) {
    return ((ParserBase) parser).getTokenLineNr();
  }

  /**
   * Jackson names the location of the opening bracket, with a source that is meaningless to users.
   */
  private static String withoutSource(String message) {
    int source = message.indexOf(" (start marker at");
    return source < 0 ? message : message.substring(0, source);
  }

  private static JsonValue value(String file, JsonParser parser) throws IOException {
    int line = line(parser);
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new JsonException(file, line, "empty file");
    }
    return new JsonValue(file, line, content(file, line, token, parser));
  }

  private static @Nullable Object content(String file, int line, JsonToken token, JsonParser parser)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> members(file, parser);
      case START_ARRAY -> items(file, parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(file, line, parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
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
      JsonValue value = value(file, parser);
      if (members.put(name, value) != null) {
        throw value.error("\"" + name + "\" appears here twice; remove one");
      }
    }
    return members;
  }

  private static List<JsonValue> items(String file, JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(file, parser));
    }
    return items;
  }
}
