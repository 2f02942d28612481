package io.costspan.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String SAMPLE =
      """
      // prices
      {"a": [1, -0.5e+3, 20E-1, 0, {}, []], /* of *
      August **/ "b": {"c": true, "d": false, "e": null},
      "f": "ä€\uD83D\uDE00 \\u00e4 \\"\\\\\\/ \\b\\f\\n\\r\\t", "": ""
      }
      """;

  @Test
  void parse_everyFileOfTheCatalog_readsWhatJacksonReads() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/io/costspan/catalog"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".json")))
          .hasSizeGreaterThan(100)
          .allSatisfy(file -> assertSameAsJackson(Files.readAllBytes(file)));
    }
  }

  /** Bytes that mean something in JSON are put in, taken out and put in the place of others. */
  @Test
  void parse_mutatedText_readsOrRefusesAsJackson() throws IOException {
    byte[] signs = "{}[]:,\"\\/*-+.019eEtrufalsn \n\t\0xu".getBytes(ISO_8859_1);
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] text = SAMPLE.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        text = mutated(text, signs[random.nextInt(signs.length)], random);
      }
      read += assertSameAsJackson(text) ? 1 : 0;
    }
    assertThat(read).isBetween(2_000, 18_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\\n 1,\\n}| line 3: not JSON: expected '\"', found '}'",
        "{\"a\" 1}| line 1: not JSON: expected ':', found '1'",
        "[1\\n2]| line 2: not JSON: expected ',', found '2'",
        "[nil]| line 1: not JSON: expected \"null\", found 'i'",
        "[.5]| line 1: not JSON: expected a value, found '.'",
        "[\"a\\n\"]| line 1: not JSON: expected a closing quote, found control character 10",
        "\\n[\"a| line 2: not JSON: expected a closing quote, found the end",
        "[/* a\\n| line 2: not JSON: expected the end of the comment, found the end",
        "[\"\\\\x\"]| line 1: not JSON: unknown escape \\x",
        "[\"\\\\u12g4\"]| line 1: not JSON: \\u wants four hexadecimal digits",
        "[1e9999999999]| line 1: not JSON: a number out of range",
        "[]\\n\\n[]| line 3: text after the end; remove it",
        "// nothing| line 1: empty file",
        "{\"a\": 1,\\n\"a\": 2}| line 2: \"a\" stands here twice; remove one",
      })
  void parse_brokenText_saysLineAndReason(String text, String message) {
    String lines = text.replace("\\n", "\n").replace("\\\\", "\\");
    assertThatThrownBy(() -> JsonValue.parse("x.json", lines))
        .isInstanceOf(JsonException.class)
        .hasMessage("x.json, " + message);
  }

  @Test
  void parse_textThatIsNotUtf8_isRefused() {
    assertThatThrownBy(() -> new JsonReader("x.json", "[\"ä\"]".getBytes(ISO_8859_1)).read())
        .hasMessage("x.json, line 1: not JSON: a text that is not UTF-8");
  }

  @Test
  void parse_hostileDepthAndDigits_isRefused() {
    assertThatThrownBy(() -> JsonValue.parse("x.json", "[".repeat(1_000_000)))
        .hasMessage("x.json, line 1: not JSON: nested deeper than 100");
    assertThatThrownBy(() -> JsonValue.parse("x.json", "1".repeat(1_000_000)))
        .hasMessage("x.json, line 1: not JSON: a number of more than 1000 digits");
    assertThat(JsonValue.parse("x.json", "[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
  }

  @Test
  void parse_byteOrderMark_isPassedOver() {
    assertThat(JsonValue.parse("x.json", "\uFEFF{\"a\": 1}").need("a").scalar()).isEqualTo("1");
  }

  @Test
  void parse_valuesOnSeveralLines_knowTheirs() {
    JsonValue sample = JsonValue.parse("x.json", SAMPLE.replace("\n", "\r\n"));
    assertThat(sample.line()).isEqualTo(2);
    assertThat(sample.need("b").line()).isEqualTo(3);
    assertThat(sample.need("f").line()).isEqualTo(4);
    assertThat(sample.need("f").text()).isEqualTo("ä€\uD83D\uDE00 ä \"\\/ \b\f\n\r\t");
  }

  private static byte[] mutated(byte[] text, byte sign, Random random) {
    int at = random.nextInt(text.length);
    int kept = at + random.nextInt(2);
    boolean without = random.nextInt(3) == 0;
    String all = new String(text, ISO_8859_1);
    String middle = without ? "" : String.valueOf((char) (sign & 0xFF));
    return (all.substring(0, at) + middle + all.substring(kept)).getBytes(ISO_8859_1);
  }

  /** Whether both read it rather than refused it. */
  private static boolean assertSameAsJackson(byte[] text) throws IOException {
    String expected = byJackson(text);
    assertThat(byUs(text)).as(new String(text, UTF_8)).isEqualTo(expected);
    return expected != null;
  }

  /** What was read in a spelling of our own, or null if it was refused. */
  private static String byUs(byte[] text) {
    try {
      return spelt(new JsonReader("x.json", text).read());
    } catch (JsonException e) {
      return null;
    }
  }

  private static String spelt(JsonValue json) {
    if (json.isObject()) {
      return json.members().entrySet().stream()
          .map(member -> "<" + member.getKey() + ">" + spelt(member.getValue()))
          .collect(joining("", "{", "}"));
    }
    if (json.isArray()) {
      return json.items().stream().map(JsonReaderTest::spelt).collect(joining("", "[", "]"));
    }
    return json.isText() ? "<" + json + ">" : json + ";";
  }

  private static String byJackson(byte[] text) throws IOException {
    StringBuilder spelt = new StringBuilder();
    int values = 0;
    try (JsonParser parser = JACKSON.createParser(text)) {
      while (parser.nextToken() != null) {
        values += parser.getParsingContext().inRoot() ? 1 : 0;
        spelt.append(
            switch (parser.currentToken()) {
              case FIELD_NAME, VALUE_STRING -> "<" + parser.getText() + ">";
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue() + ";";
              case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getText() + ";";
              default -> parser.getText();
            });
      }
      // an object or list counts at its end, when the parser is back at the root
      return values == 1 ? spelt.toString() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
