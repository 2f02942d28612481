package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Billing traps of models that run on one's own machines. */
class LocalTrapsTest {
  private final Traffic traffic = new Traffic();
  private final Rater rater = new Rater(PriceTables.bundled());

  @Test
  void ollama_lastLineOfAStream_tellsUsage() {
    UsageRecord record =
        traffic
            .post("http://localhost:11434/api/chat", "{'model':'llama3'}")
            .reply(
                200,
                "application/x-ndjson",
                """
                {"model":"llama3","message":{"content":"a"},"done":false}
                {"model":"llama3","done":true,"prompt_eval_count":26,"eval_count":298,"total_duration":5}
                """);

    assertThat(record.responseModel()).isEqualTo("llama3");
    assertThat(record).counts("input_tokens 26", "output_tokens 298");
  }

  @Test
  void ollama_cachedPrompt_isNotCounted() {
    UsageRecord record =
        traffic
            .post("http://127.0.0.1:11434/api/generate", "{}")
            .json("{'model':'m','done':true,'eval_count':79}");

    assertThat(record).counts("output_tokens 79");
  }

  @Test
  void ollama_embeddingsAndOtherHosts_areRead() {
    assertThat(
            traffic
                .post("http://gpu.corp:11434/api/embed", "{'model':'e'}")
                .json("{'model':'e','embeddings':[[0.1]],'prompt_eval_count':8}"))
        .counts("input_tokens 8");
    assertThat(traffic.post("http://gpu.corp:11434/api/show", "{}").json("{}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
  }

  @Test
  @DisplayName("trap 59: models on one's own machine cost nothing by the call")
  void ollama_localCallsCostNothing_cloudCallsAreNotKnown() {
    String reply = "{'model':'gpt-oss','usage':{'prompt_tokens':9,'completion_tokens':4}}";
    UsageRecord local =
        traffic.post("http://localhost:11434/v1/chat/completions", "{}").json(reply);
    UsageRecord cloud = traffic.post("https://ollama.com/v1/chat/completions", "{}").json(reply);
    Instant at = Instant.parse("2026-08-21T12:00:00Z");

    assertThat(rater.rate(local, at).amount()).isEqualByComparingTo("0");
    assertThat(rater.rate(cloud, at).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }

  @Test
  void vllm_atAConfiguredHost_isReadAndUnknown() {
    URI base = URI.create("http://gpu.corp:8000/v1");
    Traffic own = new Traffic(Catalog.load(List.of(), List.of(new EndpointOption(base, "vllm"))));

    UsageRecord record =
        own.post("http://gpu.corp:8000/v1/completions", "{'model':'meta-llama/Llama-3.2-1B'}")
            .json("{'usage':{'prompt_tokens':9,'total_tokens':25,'completion_tokens':16}}");

    assertThat(record.provider()).isEqualTo("vllm");
    assertThat(record).counts("input_tokens 9", "output_tokens 16");
    assertThat(rater.rate(record, Instant.EPOCH).reason()).isEqualTo(Reasons.UNKNOWN_MODEL);
  }
}
