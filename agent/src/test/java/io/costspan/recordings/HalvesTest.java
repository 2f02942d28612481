package io.costspan.recordings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Recorded replies from which one half of their usage is taken: what is left is a part, or the
 * total tells the other half, and then it is derived. A reply that is nothing to bill by then is
 * unrated.
 */
class HalvesTest {
  private static final List<Integer> WHOLE = List.of(Integer.MAX_VALUE);

  /** A document in a frame of Bedrock's. */
  private static final Pattern CHUNK = Pattern.compile("(?<=\"bytes\":)\"([A-Za-z0-9+/=]+)\"");

  /** Of a prompt that its cache holds it tells no input. */
  private static final String WITHOUT_CACHED_INPUT = "ollama";

  /** How replies and their headers call the counts of input and output. */
  private static final Map<UsageMeter, List<String>> NAMES =
      Map.of(
          UsageMeter.INPUT_TOKENS,
          List.of(
              "prompt_tokens",
              "input_tokens",
              "inputTokens",
              "promptTokenCount",
              "inputTokenCount",
              "inputTextTokenCount",
              "prompt_token_count",
              "total_input_tokens",
              "prompt_eval_count",
              "x-amzn-bedrock-input-token-count"),
          UsageMeter.OUTPUT_TOKENS,
          List.of(
              "completion_tokens",
              "output_tokens",
              "outputTokens",
              "candidatesTokenCount",
              "thoughtsTokenCount",
              "outputTokenCount",
              "tokenCount",
              "generation_token_count",
              "total_output_tokens",
              "eval_count",
              "x-amzn-bedrock-output-token-count"));

  private final Watcher whole = new Watcher();
  private final Map<UsageMeter, Watcher> without =
      Map.of(UsageMeter.INPUT_TOKENS, new Watcher(), UsageMeter.OUTPUT_TOKENS, new Watcher());

  @Test
  void half_ofARecordedUsage_isPartialOrTheTotalTellsIt() {
    Map<String, Integer> checked = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Sample sample : Samples.all()) {
      UsageRecord record = read(whole, sample);
      if (record != null && isExact(record)) {
        checked.merge(record.provider() + " " + record.operation(), 1, Integer::sum);
        check(UsageMeter.OUTPUT_TOKENS, sample, wrong);
        if (!record.provider().equals(WITHOUT_CACHED_INPUT)) {
          check(UsageMeter.INPUT_TOKENS, sample, wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(checked)
        .containsKeys("openai chat", "anthropic chat", "gcp.gemini generate_content");
  }

  private void check(UsageMeter half, Sample sample, List<String> wrong) {
    UsageRecord record = read(without.get(half), taken(sample, NAMES.get(half)));
    boolean derived =
        record != null
            && of(record, half).findAny().isPresent()
            && of(record, half).noneMatch(q -> q.exactness() == Exactness.REPORTED);
    boolean part =
        record != null && record.billing().equals(Billing.partial("no_usage." + half.wireName()));
    boolean unrated = record != null && record.billing().kind() == Billing.Kind.UNKNOWN;
    if (!derived && !part && !unrated) {
      wrong.add(sample.id() + " without " + half + ": " + record);
    }
  }

  private static @Nullable UsageRecord read(Watcher watcher, Sample sample) {
    List<Watcher.Read> reads = watcher.watch(sample, WHOLE);
    return reads.size() == 1 ? reads.get(0).usage() : null;
  }

  /** Whether both halves were counted by the provider; money that it states makes up for any. */
  private static boolean isExact(UsageRecord record) {
    return record.billing().equals(Billing.BILLED)
        && record.stated() == null
        && NAMES.keySet().stream()
            .allMatch(half -> of(record, half).anyMatch(q -> q.exactness() == Exactness.REPORTED));
  }

  private static Stream<Quantity> of(UsageRecord record, UsageMeter meter) {
    return record.quantities().stream()
        .filter(quantity -> quantity.meter() == meter)
        .filter(quantity -> !quantity.attributes().containsKey(Quantity.MODEL));
  }

  /** Names of the same length, so that frames of binary streams stay what they are. */
  private static Sample taken(Sample sample, List<String> names) {
    String body =
        CHUNK
            .matcher(renamed(new String(sample.response(), ISO_8859_1), names))
            .replaceAll(chunk -> '"' + encoded(renamed(decoded(chunk.group(1)), names)) + '"');
    Headers all = sample.responseHeaders();
    Headers left = name -> names.contains(name.toLowerCase(Locale.ROOT)) ? null : all.get(name);
    return new Sample(
        sample.id(),
        sample.method(),
        sample.url(),
        sample.requestHeaders(),
        sample.request(),
        sample.status(),
        left,
        body.getBytes(ISO_8859_1));
  }

  private static String renamed(String body, List<String> names) {
    String renamed = body;
    for (String name : names) {
      renamed = renamed.replace('"' + name + '"', "\"~" + name.substring(1) + '"');
    }
    return renamed;
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
  }
}
