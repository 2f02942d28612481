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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void json_statusThatIsAText_isReadAsItsNumber() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);

    JsonValue line = lines(har(call.replace("\"status\": 200", "\"status\": \"200\""))).get(0);

    assertThat(line.textOf("amount")).isEqualTo("0.0048");
    assertThat(line.need("status").decimal()).isEqualByComparingTo("200");
  }

  @Test
  void json_statusThatIsNoNumber_isUnrated() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);

    JsonValue line = lines(har(call.replace("\"status\": 200", "\"status\": \"OK\""))).get(0);

    assertThat(line.textOf("rating")).isEqualTo("unrated");
    assertThat(line.textOf("reason")).isEqualTo("malformed_body");
    assertThat(line.get("amount")).isNull();
  }

  @Test
  void json_entryThatCannotBeRead_hasALineOfItsOwn() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);
    String timeless = call.replace("startedDateTime", "started");

    Run run = Run.of("rate", "--json", "--prices", prices, har(timeless, call).toString());

    assertThat(run.exitCode()).isEqualTo(Main.CHECK_FAILED);
    List<JsonValue> lines = run.out().lines().map(RateCommandTest::parse).toList();
    assertThat(lines).extracting(line -> line.textOf("rating")).containsExactly("error", "rated");
    assertThat(lines.get(0).members().keySet())
        .containsExactly("file", "entry", "rating", "reason");
    assertThat(lines.get(0).textOf("reason")).startsWith("no startedDateTime");
    assertThat(lines.get(1).need("entry").decimal()).isEqualByComparingTo("1");
  }

  @Test
  void json_entryWithoutRequest_isAnError() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);

    Run run = Run.of("rate", "--json", har(call.replace("\"request\"", "\"asked\"")).toString());

    assertThat(run.exitCode()).isEqualTo(Main.CHECK_FAILED);
    JsonValue line = parse(run.out().strip());
    assertThat(line.textOf("rating")).isEqualTo("error");
    assertThat(line.textOf("reason")).isEqualTo("no request with a url");
  }

  @Test
  void table_entryThatCannotBeRead_isNamedBesideTheOthers() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);

    Run run = Run.of("rate", "--prices", prices, har("{}", call).toString());

    assertThat(run.exitCode()).isEqualTo(Main.CHECK_FAILED);
    assertThat(run.err()).contains("capture.har, entry 0: no startedDateTime");
    assertThat(run.out()).contains("0.0048 USD");
  }

  @ParameterizedTest
  @CsvSource({
    "wss://api.openai.com/v1/realtime?model=gpt-realtime, 101",
    "wss://api.openai.com/v1/responses,                   101",
    "wss://api.openai.com/v1/responses,                   0",
    "WSS://api.deepgram.com/v1/listen,                    101",
    "ws://localhost:11434/v1/chat/completions,            101",
    "wss://dashscope.aliyuncs.com/api-ws/v1/inference,    101",
    "wss://r.services.ai.azure.com/voice-live/realtime,   101",
    "wss://ws.fal.run/fal-ai/any/realtime,                101",
  })
  void json_socketToAKnownHost_isUnrated(String url, int status) throws IOException {
    JsonValue line =
        lines(
                har(
                    """
                    {"startedDateTime": "2026-08-21T12:00:00Z",
                     "request": {"method": "GET", "url": "%s"}, "response": {"status": %d}}
                    """
                        .formatted(url, status)))
            .get(0);

    assertThat(line.textOf("rating")).isEqualTo("unrated");
    assertThat(line.textOf("reason")).isEqualTo("unknown_operation");
  }

  @Test
  void json_socketToAnotherHost_isNoCall() throws IOException {
    String socket =
        "{\"startedDateTime\":\"2026-08-21T12:00:00Z\",\"request\":{\"method\":\"GET\",\"url\":\"wss://x.org/v1/realtime\"}}";

    assertThat(lines(har(socket)).get(0).textOf("rating")).isEqualTo("not_ai");
  }

  @Test
  void endpoints_nameTheApiOfAHost() throws IOException {
    String call = entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY);
    String har = har(call.replace("api.openai.com", "llm.corp")).toString();

    Run run =
        Run.of(
            "rate", "--json", "--prices", prices, "--endpoints", "https://llm.corp/v1=openai", har);

    assertThat(parse(run.out()).textOf("provider")).isEqualTo("openai");
    assertThat(parse(run.out()).textOf("amount")).isEqualTo("0.0048");
  }

  @Test
  void endpoints_thatAreNone_areWrongUsage() throws IOException {
    Run run = Run.of("rate", "--endpoints", "llm.corp", har().toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("use URL=PROVIDER such as http://localhost:4000=openai");
  }

  @Test
  void rate_dash_readsStandardInput() throws IOException {
    Path har = har(entry("2026-08-21T12:00:00Z", 200, "application/json", REPLY));

    Run run = Run.with(Files.newInputStream(har), "rate", "--json", "--prices", prices, "-");

    assertThat(run.exitCode()).isZero();
    assertThat(parse(run.out()).textOf("file")).isEqualTo("-");
    assertThat(parse(run.out()).textOf("amount")).isEqualTo("0.0048");
  }

  @Test
  void rate_priceFileWithErrors_namesThemAll() throws IOException {
    Path wrong =
        Files.writeString(
            dir.resolve("wrong.json"),
            """
            {"cards": [
              {"id": "one", "provider": "openai", "model": "m", "price": [{"meter": "input_tokns", "rate": "1"}]},
              {"id": "two", "provider": "openai", "modl": "m", "price": [{"meter": "input_tokens", "rate": "x"}]}
            ]}
            """);

    Run run = Run.of("rate", "--prices", wrong.toString(), har().toString());

    assertThat(run.exitCode()).isEqualTo(Main.CHECK_FAILED);
    assertThat(run.err().lines())
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.startsWith("price file refused, its prices are not used: " + wrong))
        .anyMatch(line -> line.contains("line 2: unknown meter \"input_tokns\""))
        .anyMatch(line -> line.contains("line 3: unknown word \"modl\""));
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
