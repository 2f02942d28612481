package io.costspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.exchange.FakeProvider;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random documents mean to us what they mean to Jackson. */
class JsonScannerAgainstJacksonTest {
  private static final int DOCUMENTS = 5000;
  private static final String[] WANTED = {
    "a", "b", "a.b", "a.b.c", "a[]", "a[].b", "a[].b[].c", "b.é", "c.c.c[][]", "é", "é.a[].é"
  };

  private final Random random = new Random(42);

  @Test
  void bytes_randomDocuments_giveJacksonsValues() throws IOException {
    for (int i = 0; i < DOCUMENTS; i++) {
      String json = object(0) + blank() + object(0);
      byte[] bytes = Bytes.utf8(json);
      RecordingSink ours = new RecordingSink();
      JsonScanner scanner = new JsonScanner(FakeProvider.wanted(ours, WANTED), true);
      Pieces.random(bytes, random).forEach(piece -> scanner.bytes(piece, 0, piece.length));

      assertThat(scanner.end()).as(json).isTrue();
      assertThat(ours.calls()).as(json).isEqualTo(readByJackson(bytes));
    }
  }

  private static List<String> readByJackson(byte[] bytes) throws IOException {
    RecordingSink sink = new RecordingSink();
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      while (parser.nextToken() != null) {
        read(parser, "", sink);
        sink.endDocument();
      }
    }
    return sink.calls();
  }

  private static void read(JsonParser parser, String path, JsonSink sink) throws IOException {
    int slot = List.of(WANTED).indexOf(path);
    JsonToken token = parser.currentToken();
    if (token.isStructStart()) {
      readInside(parser, path, slot, sink);
    } else if (slot >= 0) {
      readScalar(parser, token, slot, sink);
    }
  }

  private static void readInside(JsonParser parser, String path, int slot, JsonSink sink)
      throws IOException {
    boolean array = parser.currentToken() == JsonToken.START_ARRAY;
    if (slot >= 0) {
      sink.begin(slot);
    }
    while (!parser.nextToken().isStructEnd()) {
      String inside = path + "[]";
      if (!array) {
        inside = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
        parser.nextToken();
      }
      read(parser, inside, sink);
    }
    if (slot >= 0) {
      sink.end(slot);
    }
  }

  private static void readScalar(JsonParser parser, JsonToken token, int slot, JsonSink sink)
      throws IOException {
    switch (token) {
      case VALUE_STRING -> sink.text(slot, parser.getText());
      case VALUE_NULL -> sink.nothing(slot);
      case VALUE_TRUE, VALUE_FALSE -> sink.bool(slot, token == JsonToken.VALUE_TRUE);
      default -> sink.number(slot, parser.getDecimalValue());
    }
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{").append(blank());
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(name()).append(blank()).append(':').append(blank()).append(value(depth + 1));
      json.append(blank()).append(i > 1 ? "," : "").append(blank());
    }
    return json.append('}').toString();
  }

  private String array(int depth) {
    StringBuilder json = new StringBuilder("[").append(blank());
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append(value(depth + 1)).append(blank()).append(i > 1 ? "," : "").append(blank());
    }
    return json.append(']').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth < 6 ? 9 : 5)) {
      case 0 -> oneOf("true", "false", "null");
      case 1, 2 -> oneOf("0", "-1", "12.50", "1e3", "-0.5E-7", "123456789012345678901", "3.14159");
      case 3, 4 -> "\"" + text() + "\"";
      case 5, 6 -> array(depth);
      default -> object(depth);
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          oneOf(
              "plain",
              "é",
              "€",
              "😀",
              "{",
              "]",
              ",",
              "\\\"",
              "\\\\",
              "\\/",
              "\\n",
              "\\u0041",
              "\\ud83d\\ude00"));
    }
    return text.toString();
  }

  private String name() {
    return oneOf(
        "\"a\"", "\"b\"", "\"c\"", "\"é\"", "\"\\u0061\"", "\"\\u00E9\"", "\"ab\"", "\"a\\n\"");
  }

  private String blank() {
    return oneOf("", "", "", " ", "\n", "\r\n\t");
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
