package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarFileTest {
  /** What an entry needs; a request of its own overrides this one. */
  private static final String REQUEST = "\"request\":{\"url\":\"https://h/\"}";

  private static final String START =
      "\"startedDateTime\":\"2026-08-21T14:00:00.5+02:00\"," + REQUEST;

  @TempDir Path dir;

  @Test
  void read_entry_givesBothMessages() throws IOException {
    HarEntry entry =
        only(
            """
            {"time": 12.7, %s,
             "request": {"method": "POST", "url": "https://h/p?q", "httpVersion": "HTTP/2",
               "headers": [{"name": "Content-Type", "value": "application/json"},
                           {"name": "X-Two", "value": "1"}, {"name": "x-two", "value": "2"}],
               "postData": {"mimeType": "text/plain", "text": "{\\"a\\":\\"ü\\"}"}},
             "response": {"status": 200, "headers": [],
               "content": {"size": 2, "mimeType": "text/event-stream", "text": "ok"}}}
            """);

    assertThat(entry.startedAt()).isEqualTo(Instant.parse("2026-08-21T12:00:00.5Z"));
    assertThat(entry.durationMillis()).isEqualTo(12);
    assertThat(entry.method()).isEqualTo("POST");
    assertThat(entry.url()).isEqualTo("https://h/p?q");
    assertThat(entry.request().get("content-type")).isEqualTo("application/json");
    assertThat(entry.request().get("X-Two")).isEqualTo("1");
    assertThat(text(entry.request())).isEqualTo("{\"a\":\"ü\"}");
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.response().get("Content-Type")).isEqualTo("text/event-stream");
    assertThat(text(entry.response())).isEqualTo("ok");
  }

  /** Cut down to 32 bits this one would be a 200. */
  @ParameterizedTest
  @ValueSource(strings = {"4294967496", "18446744073709551816", "1e400", "1e999999999", "-200"})
  void read_statusThatIsNone_isNone(String status) throws IOException {
    HarEntry entry = only("{%s, \"response\": {\"status\": " + status + "}}");

    assertThat(entry.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"200\"", "\" 200 \"", "\"200.0\"", "200", "200.0", "2e2"})
  void read_statusInAnySpelling_isItsNumber(String status) throws IOException {
    assertThat(only("{%s, \"response\": {\"status\": " + status + "}}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "", "200 OK", "4294967496", "-200", "1e2"})
  void read_statusWhoseTextIsNoNumber_isUnreadable(String status) throws IOException {
    assertThat(only("{%s, \"response\": {\"status\": \"" + status + "\"}}").status())
        .isEqualTo(HarEntry.UNREADABLE);
  }

  @Test
  void read_membersInUnusualOrderOrNull_isTheSame() throws IOException {
    HarEntry entry =
        only(
            """
            {"_webSocketMessages": [{"data": "x"}], "cache": {}, "serverIPAddress": null,
             "response": {"content": {"text": null, "encoding": null}, "status": null},
             "request": {"postData": null, "headers": null, "url": "https://h/"}, %s}
            """);

    assertThat(entry.status()).isZero();
    assertThat(entry.method()).isEmpty();
    assertThat(entry.response().body()).isEmpty();
  }

  @Test
  void read_base64Body_isDecoded() throws IOException {
    HarMessage response =
        only("{%s,\"response\":{\"content\":{\"encoding\":\"base64\",\"text\":\"AAH/\"}}}")
            .response();

    assertThat(response.body()).containsExactly(0, 1, 0xff);
  }

  @Test
  void read_decodedBody_hidesTheEncodingOfTheWire() throws IOException {
    HarMessage response = encoded("{}", "");

    assertThat(response.get("Content-Encoding")).isNull();
    assertThat(response.get("Content-Length")).isNull();
  }

  @Test
  void read_bodyStillCompressed_keepsItsEncoding() throws IOException {
    assertThat(encoded("H4sIAAAA", ",\"encoding\":\"base64\"").get("content-encoding"))
        .isEqualTo("gzip");
  }

  private HarMessage encoded(String text, String more) throws IOException {
    return only("{%s,\"response\":{\"headers\":[{\"name\":\"Content-Encoding\",\"value\":\"gzip\"},"
            + "{\"name\":\"Content-Length\",\"value\":\"9\"}],"
            + "\"content\":{\"text\":\""
            + text
            + "\""
            + more
            + "}}}")
        .response();
  }

  @Test
  void read_multipartFields_becomeTheirBody() throws IOException {
    HarMessage request =
        only("""
                {%s, "request": {"postData": {"mimeType": "multipart/form-data; boundary=B",
                  "params": [{"name": "model", "value": "gpt-image-1"},
                             {"name": "image", "fileName": "a.png"}]}}}
                """)
            .request();

    assertThat(text(request))
        .isEqualTo(
            "--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-1\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\""
                + "\r\n\r\n\r\n--B--\r\n");
  }

  @Test
  void read_urlEncodedFields_becomeTheirBody() throws IOException {
    HarMessage request =
        only("""
                {%s, "request": {"postData": {"mimeType": "application/x-www-form-urlencoded",
                  "params": [{"name": "a b", "value": "&"}, {"name": "c"}]}}}
                """)
            .request();

    assertThat(text(request)).isEqualTo("a+b=%26&c=");
  }

  @Test
  void read_veryLongBody_isNoError() throws IOException {
    String text = "x".repeat(25_000_000);

    assertThat(
            only("{%s,\"response\":{\"content\":{\"text\":\"" + text + "\"}}}").response().body())
        .hasSize(text.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:00:00Z", "14:00+02:00", "14:00:00.0000000+0200", "14:00:00+02"})
  void read_zoneInAnySpelling_isUnderstood(String time) throws IOException {
    Path file =
        write(
            "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-08-21T"
                + time
                + "\","
                + REQUEST
                + "}]}}");

    assertThat(entries(file).get(0).startedAt()).isEqualTo(Instant.parse("2026-08-21T12:00:00Z"));
  }

  @Test
  void read_byteOrderMark_isNoContent() throws IOException {
    assertThat(entries(write("\ufeff{\"log\":{\"entries\":[{" + START + "}]}}"))).hasSize(1);
  }

  @Test
  void read_entriesBehindOtherMembers_areFound() throws IOException {
    Path file =
        write("{\"x\":1,\"log\":{\"pages\":[{}],\"entries\":[{" + START + "}],\"comment\":\"\"}}");

    assertThat(entries(file)).hasSize(1);
  }

  @Test
  void read_cutFile_namesFileAndEntryAfterTheGoodOnes() throws IOException {
    Path file = write("{\"log\":{\"entries\":[{" + START + "},{\"request\":{\"url\":\"htt");
    Read seen = new Read();

    assertThatThrownBy(() -> seen.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("capture.har, entry 1: not JSON: ");
    assertThat(seen.entries).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                  | no startedDateTime",
        "{\"startedDateTime\": 7}            | no startedDateTime",
        "null                                | no startedDateTime",
        "{\"startedDateTime\": \"yesterday\", \"request\": {\"url\": \"https://h/\"}} | startedDateTime \"yesterday\" is not a time",
        "{\"startedDateTime\": \"2026-08-21T14:00:00Z\"} | no request with a url",
        "{\"startedDateTime\": \"2026-08-21T14:00:00Z\", \"request\": {\"method\": \"GET\"}} | no request with a url",
        "{\"startedDateTime\": \"2026-08-21T14:00:00Z\", \"request\": {\"method\": \"GET\", \"url\": \"h/p?key=s\"}} | the url of its request is not absolute",
        "{\"startedDateTime\": \"2026-08-21T14:00:00Z\", \"request\": {\"method\": \"GET\", \"url\": \"https://h/\"}, \"response\": {\"content\": {\"encoding\": \"base64\", \"text\": \"A\"}}} | a body is not the base64",
      })
  void read_entryThatCannotBeRead_isRefusedAlone(String bad, String why) throws IOException {
    Read read = new Read();

    boolean whole =
        read.read(write("{\"log\":{\"entries\":[{" + START + "}," + bad + ",{" + START + "}]}}"));

    assertThat(whole).isFalse();
    assertThat(read.entries).hasSize(2);
    assertThat(read.refusals).singleElement().asString().startsWith("1: " + why);
  }

  @Test
  void read_entryForWhichThereIsNoMemory_isNamedAndTheLastOne() throws IOException {
    Path file = write("{\"log\":{\"entries\":[{" + START + "},{" + START + "}]}}");
    List<String> refusals = new ArrayList<>();
    HarFile.Entries full =
        new HarFile.Entries() {
          @Override
          public void accept(int index, HarEntry entry) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public void refuse(int index, String why) {
            refusals.add(index + ": " + why);
          }
        };

    assertThatThrownBy(() -> HarFile.read(file, () -> Files.newInputStream(file), full))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the entries after entry 0 are not read");
    assertThat(refusals)
        .containsExactly(
            "0: larger than the memory allows; start Java with more memory, such as -Xmx4g");
  }

  @Test
  void read_otherJson_isRefused() throws IOException {
    assertRefused("", "not an HTTP Archive");
    assertRefused("[]", "not an HTTP Archive");
    assertRefused("{\"log\":{}}", "not an HTTP Archive");
    assertRefused("{\"log\":{\"entries\":{}}}", "not an HTTP Archive");
  }

  @Test
  void read_missingFile_isRefused() {
    assertThatThrownBy(() -> entries(dir.resolve("none.har")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.har: cannot be read");
  }

  private void assertRefused(String content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> entries(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("capture.har")
        .hasMessageContaining(message);
  }

  private HarEntry only(String template) throws IOException {
    String entry = template.replace("%s", START);
    List<HarEntry> entries = entries(write("{\"log\":{\"entries\":[" + entry + "]}}"));
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(dir.resolve("capture.har"), content);
  }

  private static List<HarEntry> entries(Path file) {
    Read read = new Read();
    assertThat(read.read(file)).isTrue();
    assertThat(read.refusals).isEmpty();
    return read.entries;
  }

  /** What was passed on of a file. */
  private static final class Read implements HarFile.Entries {
    final List<HarEntry> entries = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();

    boolean read(Path file) {
      return HarFile.read(file, () -> Files.newInputStream(file), this);
    }

    @Override
    public void accept(int index, HarEntry entry) {
      entries.add(index - refusals.size(), entry);
    }

    @Override
    public void refuse(int index, String why) {
      refusals.add(index + ": " + why);
    }
  }

  private static String text(HarMessage message) {
    return new String(message.body(), StandardCharsets.UTF_8);
  }
}
