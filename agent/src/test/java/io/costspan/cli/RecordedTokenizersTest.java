package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.costspan.pipeline.RatedCall;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.reading.Explanation;
import io.costspan.reading.Explanation.Told;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How many tokens recorded replies report for each token of the agent's own estimate, as
 * docs/what-if.md says.
 */
class RecordedTokenizersTest {
  private static final int LEAST_TOKENS = 40;

  /** Output that is more than the text of the reply. */
  private static final Pattern MORE =
      Pattern.compile(
          "tool_use|\"thinking|thinking_delta|\"tool_calls\"\\s*:\\s*\\[|functionCall|function_call"
              + "|\"reasoning_content\"\\s*:\\s*\"[^\"]|toolUse|reasoningContent|\"thought\""
              + "|\"refusal\"\\s*:\\s*\"|reasoning_tokens\"\\s*:\\s*[1-9]");

  /** The rows of the page that are measured, and the models they are about. */
  private static final Map<String, Pattern> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put(
        "OpenAI since GPT-4o",
        models("gpt-4o(?!-audio)|gpt-4\\.1|gpt-4\\.5|gpt-5|chatgpt-4o|gpt-oss|o1|o3|o4-mini"));
    ROWS.put("OpenAI before", models("gpt-4(?![.o])|gpt-3\\.5|gpt-35"));
    ROWS.put("Claude 3 to 4.6", models("claude-3|claude-(?:opus|sonnet|haiku)-4(?!-[7-9])"));
    ROWS.put("Gemini 2 and 3", models("gemini-"));
    ROWS.put("Mistral", models("mistral|ministral"));
  }

  private static Pattern models(String beginnings) {
    return Pattern.compile("(?:.*[/.])?(?:" + beginnings + ").*");
  }

  @Test
  void ratios_areThoseOfThePage() throws IOException {
    List<RecordedReplies.Named> replies = RecordedReplies.beside();
    assumeFalse(replies.isEmpty(), "the recordings are not beside this project");
    Map<String, List<BigDecimal>> measured = new TreeMap<>();
    Replay replay = replay();
    for (RecordedReplies.Named reply : replies) {
      measure(reply, replay, measured);
    }

    List<String> rows = ROWS.keySet().stream().map(row -> row(row, measured.get(row))).toList();

    assertThat(Files.readString(Path.of("../docs/what-if.md"))).contains(rows);
  }

  private static Replay replay() {
    PriceTables prices = PriceTables.bundled();
    return new Replay(
        UserCatalog.load(List.of(), List.of(), true, refusal -> {}), new Rater(prices)::rate);
  }

  private static void measure(
      RecordedReplies.Named reply, Replay replay, Map<String, List<BigDecimal>> measured) {
    RatedCall call = replay.rate(reply.entry());
    if (call == null) {
      return;
    }
    String body = new String(reply.entry().response().body(), UTF_8);
    BigDecimal estimate = estimate(replay.explanation());
    BigDecimal reported = reported(call);
    if (estimate == null || reported == null || MORE.matcher(body).find()) {
      return;
    }
    String answered = call.usage().responseModel();
    String model = String.valueOf(answered == null ? call.usage().requestModel() : answered);
    ROWS.entrySet().stream()
        .filter(row -> row.getValue().matcher(model).matches())
        .findFirst()
        .ifPresent(
            row ->
                measured.merge(
                    row.getKey(),
                    List.of(reported.divide(estimate, 6, RoundingMode.HALF_EVEN)),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
  }

  private static @Nullable BigDecimal estimate(@Nullable Explanation explanation) {
    return explanation == null
        ? null
        : explanation.values().stream()
            .filter(value -> value.name().equals("reply_text") && value.text() != null)
            .map(Told::text)
            .map(BigDecimal::new)
            .filter(tokens -> tokens.intValue() >= LEAST_TOKENS)
            .findFirst()
            .orElse(null);
  }

  private static @Nullable BigDecimal reported(RatedCall call) {
    List<Quantity> output =
        call.usage().quantities().stream()
            .filter(quantity -> quantity.meter() == UsageMeter.OUTPUT_TOKENS)
            .toList();
    return output.size() == 1 && output.get(0).exactness() == Exactness.REPORTED
        ? output.get(0).count()
        : null;
  }

  /** From the 10th to the 90th percentile. */
  private static String row(String name, List<BigDecimal> ratios) {
    List<BigDecimal> sorted = ratios.stream().sorted().toList();
    return "| %s | %d | %s to %s |"
        .formatted(name, sorted.size(), percentile(sorted, 10), percentile(sorted, 90));
  }

  private static BigDecimal percentile(List<BigDecimal> sorted, int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(rank - 1).setScale(2, RoundingMode.HALF_EVEN);
  }
}
