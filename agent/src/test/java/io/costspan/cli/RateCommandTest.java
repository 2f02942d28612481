package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateCommandTest {
  private static final String PRICES =
      """
      {"cards": [
        {"id": "old", "provider": "openai", "model": "house-model", "until": "2026-06-01",
         "price": [{"meter": "*_tokens", "rate": "1"}]},
        {"id": "new", "provider": "openai", "model": "house-model", "from": "2026-06-01",
         "price": [{"meter": "input_tokens", "rate": "2"}, {"meter": "output_tokens", "rate": "8"}]}
      ]}
      """;
  private static final String ENTRY =
      """
      {"startedDateTime": "%s", "time": 321.5,
       "request": {"method": "POST", "url": "https://api.openai.com/v1/chat/completions?secret=1",
         "headers": [{"name": "Authorization", "value": "Bearer secret"}],
         "postData": {"mimeType": "application/json", "text": "{\\"model\\": \\"house-model\\"}"}},
       "response": {"status": %d, "headers": [{"name": "Content-Encoding", "value": "gzip"}],
         "content": {"mimeType": "%s", %s}}}
      """;
  private static final String REPLY =
      "\"text\": \"{\\\"id\\\": \\\"r1\\\", \\\"model\\\": \\\"house-model\\\", \\\"usage\\\":"
          + " {\\\"prompt_tokens\\\": 1200, \\\"completion_tokens\\\": 300}}\"";
  private static final String EVENTS =
      "\"text\": \"data: {\\\"model\\\": \\\"house-model\\\", \\\"usage\\\":"
          + " {\\\"prompt_tokens\\\":"
          + " 10, \\\"completion_tokens\\\": 5}}\\n\\ndata: [DONE]\\n\\n\"";

  /** {"model":"house-model","usage":{"prompt_tokens":1,"completion_tokens":0}} in base64. */
  private static final String BASE64 =
      "\"encoding\": \"base64\", \"text\": \"eyJtb2RlbCI6ImhvdXNlLW1vZGVsIiwidXNhZ2UiOnsicHJvbX"
          + "B0X3Rva2VucyI6MSwiY29tcGxldGlvbl90b2tlbnMiOjB9fQ==\"";

  @TempDir Path dir;
  private String prices = "";

  @BeforeEach
  void writePrices() throws IOException {
    prices = Files.writeString(dir.resolve("prices.json"), PRICES).toString();
  }

  @Test
  void json_call_isALedgerLineWithItsPlace() throws IOException {
    Path har = har(entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY));

    JsonValue line = lines(har).get(0);

    assertThat(line.need("file").text()).isEqualTo(har.toString());
    assertThat(line.need("entry").decimal()).isEqualByComparingTo("0");
    assertThat(line.need("time").text()).isEqualTo("2026-08-21T12:00:00Z");
    assertThat(line.need("durationMillis").decimal()).isEqualByComparingTo("321");
    assertThat(line.need("provider").text()).isEqualTo("openai");
    assertThat(line.need("operation").text()).isEqualTo("chat");
    assertThat(line.need("requestModel").text()).isEqualTo("house-model");
    assertThat(line.need("responseId").text()).isEqualTo("r1");
    assertThat(line.need("rating").text()).isEqualTo("rated");
    assertThat(line.need("amount").text()).isEqualTo("0.0048");
    assertThat(line.need("charges").items()).hasSize(2);
  }

  @Test
  void json_call_isRatedAtTheTimeOfItsRecording() throws IOException {
    Path har =
        har(
            entry("2026-05-31T23:59:59Z", 200, "application/json", REPLY),
            entry("2026-06-01T00:00:00Z", 200, "application/json", REPLY));

    assertThat(lines(har))
        .extracting(line -> line.textOf("amount"))
        .containsExactly("0.0015", "0.0048");
  }

  @Test
  void json_eventStream_isStreaming() throws IOException {
    JsonValue line =
        lines(har(entry("2026-08-21T12:00:00Z", 200, "text/event-stream", EVENTS))).get(0);

    assertThat(line.need("streaming").bool()).isTrue();
    assertThat(line.need("amount").text()).isEqualTo("0.00006");
  }

  @Test
  void json_base64Reply_isRated() throws IOException {
    JsonValue line =
        lines(har(entry("2026-08-21T12:00:00Z", 200, "application/json", BASE64))).get(0);

    assertThat(line.need("amount").text()).isEqualTo("0.000002");
  }

  private static final String SUBMIT =
      """
      {"startedDateTime": "2026-08-21T12:00:00Z", "time": 9,
       "request": {"method": "POST", "url": "https://api.openai.com/v1/videos",
         "headers": [], "postData": {"mimeType": "application/json", "text": "{\\"model\\": \\"sora-2\\"}"}},
       "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json",
         "text": "{\\"id\\": \\"video_9\\", \\"status\\": \\"queued\\", \\"seconds\\": \\"4\\"}"}}}
      """;

  @Test
  void json_jobThatIsNotSeenFinished_addsNoLine() throws IOException {
    Run run = Run.of("rate", "--json", har(SUBMIT).toString());

    assertThat(run.out().lines()).singleElement().asString().contains("\"rating\":\"free\"");
    assertThat(run.err()).startsWith("jobs that were not seen to finish: 1");
  }

  @Test
  void table_jobThatIsNotSeenFinished_isARowOfItsOwn() throws IOException {
    assertThat(Run.of("rate", har(SUBMIT).toString()).out())
        .containsPattern("unfinished job +openai video +sora-2 +0.4 USD")
        .contains("estimated");
  }

  @Test
  void json_noResponse_isUnrated() throws IOException {
    JsonValue line = lines(har(entry("2026-08-21T12:00:00Z", 0, "", "\"size\": 0"))).get(0);

    assertThat(line.need("rating").text()).isEqualTo("unrated");
    assertThat(line.need("reason").text()).isEqualTo("no_response");
  }

  @Test
  void json_replyLeftOutByTheRecorder_isUnrated() throws IOException {
    JsonValue line =
        lines(har(entry("2026-08-21T12:00:00Z", 200, "text/event-stream", "\"size\": 9"))).get(0);

    assertThat(line.need("rating").text()).isEqualTo("unrated");
    assertThat(line.get("amount")).isNull();
  }

  @Test
  void json_hostThatNobodyLists_isACallIfItsReplyTellsUsage() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);
    String none = entry("2026-08-21T12:00:00Z", 200, "application/json", "\"text\": \"{}\"");

    List<JsonValue> lines =
        lines(
            har(
                call.replace("api.openai.com", "llm.corp"),
                none.replace("api.openai.com", "llm.corp")));

    assertThat(lines)
        .extracting(line -> line.textOf("provider"))
        .containsExactly("compatible", null);
    assertThat(lines)
        .extracting(line -> line.textOf("rating"))
        .containsExactly("unrated", "not_ai");
  }

  @Test
  void output_holdsNoKeyAndNoQuery() throws IOException {
    String har = har(entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY)).toString();

    assertThat(Run.of("rate", har).out()).doesNotContain("secret");
    assertThat(Run.of("rate", "--json", har).out()).doesNotContain("secret");
  }

  @Test
  void table_showsChargesAndTotal() throws IOException {
    Path har =
        har(
            entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY),
            "{\"startedDateTime\":\"2026-08-21T12:00:00Z\",\"request\":{\"url\":\"https://x.org/\"}}");

    Run run = Run.of("rate", "--prices", prices, har.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("capture.har  0      openai chat  house-model  0.0048 USD")
        .contains("input_tokens 1200 x 2/1000000 = 0.0024")
        .contains("output_tokens 300 x 8/1000000 = 0.0024")
        .contains("costspan receipt")
        .contains("Entries that are not AI calls: 1");
  }

  private static String entry(String time, int status, String type, String content) {
    return ENTRY.formatted(time, status, type, content);
  }

  private Path har(String... entries) throws IOException {
    String content = "{\"log\":{\"entries\":[" + String.join(",", entries) + "]}}";
    return Files.writeString(dir.resolve("capture.har"), content);
  }

  private List<JsonValue> lines(Path har) {
    Run run = Run.of("rate", "--json", "--prices", prices, har.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out().lines().map(RateCommandTest::parse).toList();
  }

  private static JsonValue parse(String line) {
    try {
      return JsonValue.parse(
          "line", new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
