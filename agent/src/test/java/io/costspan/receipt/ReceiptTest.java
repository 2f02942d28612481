package io.costspan.receipt;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private final Receipt receipt = new Receipt();

  @Test
  void render_aMixedRun_showsMoneyAndWhatIsNotRated() {
    for (int i = 0; i < 12; i++) {
      add(chat());
    }
    add(chat().unrated(Reasons.ABORTED));
    add(
        call("openai", "image_generation", "dall-e-3")
            .charged(UsageMeter.IMAGES, "2", "80000")
            .estimated());
    add(call("openai", "chat", "gpt-99").unrated(Reasons.UNKNOWN_MODEL));
    add(
        call("anthropic", "chat", "claude-sonnet-4-5")
            .charged(UsageMeter.INPUT_TOKENS, "21", "3")
            .charged(UsageMeter.CACHED_INPUT_TOKENS, "188086", "0.30")
            .charged(UsageMeter.OUTPUT_TOKENS, "393", "15")
            .charged(UsageMeter.TOOL_CALLS, "1", "10000"));
    add(call("anthropic", "chat", "claude-sonnet-4-5").free(Reasons.FAILED).failing(500));

    assertThat(receipt.render())
        .isEqualTo(
            """
            costspan receipt                                              prices 2026-08-21
            -------------------------------------------------------------------------------
            anthropic
              claude-sonnet-4-5  chat               2  21 in, 188.1k cached   0.0723838 USD
                                                       393 out, 1 tool call
                1 free: failed
            openai
              dall-e-3           image_generation   1  2 images              ~0.16      USD
              gpt-4o             chat              13  15.6k in, 3900 out     0.072     USD
                1 unrated: aborted
              gpt-99             chat               1                         unrated
                1 unrated: unknown_model
            -------------------------------------------------------------------------------
            total                                  17                        ~0.3043838 USD
            2 unrated: cost unknown and not included in the total
            ~ contains estimates
            """);
  }

  @Test
  void render_severalCurrenciesWithRates_haveOneTotal() {
    Receipt converting = new Receipt(ExchangeRates.of("EUR:USD=1.25,x:credit:USD=0.01"));
    converting.accept(call("a", "chat", "m").stated("2", "USD").build());
    converting.accept(call("b", "chat", "m").stated("4", "EUR").build());
    converting.accept(call("c", "chat", "m").stated("50", "x:credit").build());
    converting.accept(call("d", "chat", "m").stated("7", "JPY").build());

    assertThat(converting.render().lines())
        .anyMatch(line -> line.matches("total +4 +7 +JPY"))
        .anyMatch(line -> line.matches(" +7\\.5 USD"))
        .contains("total by rates EUR:USD=1.25, x:credit:USD=0.01");
  }

  @Test
  void render_partialCall_saysThatTheTotalIsTooLow() {
    add(chat());
    add(chat().partial(Reasons.NO_RATE + ".tool_calls"));

    assertThat(receipt.render())
        .contains("1 partial: no_rate.tool_calls")
        .endsWith("1 partial: only a part of the cost is known, so the total is too low\n");
  }

  @Test
  void render_blockedCalls_saysHowManyAndThatNothingWasSent() {
    add(call("openai", "chat", "gpt-4o").blocked());
    add(call("openai", "chat", "gpt-4o").blocked());

    assertThat(receipt.render())
        .containsPattern("gpt-4o +chat +2 +blocked\n")
        .contains("2 blocked: budget")
        .endsWith("2 blocked: a budget was spent, so nothing was sent\n");
  }

  /** The tokens of a call without a reply are estimates, and so is its price, but it has none. */
  @Test
  void render_onlyUnratedCallsAreEstimated_marksNoAmount() {
    add(chat());
    add(chat().unrated(Reasons.NO_RESPONSE).estimated());

    assertThat(receipt.render())
        .contains("1 unrated: cost unknown and not included in the total")
        .doesNotContain("~");
  }

  @Test
  void render_twoCurrencies_neverAddsThemUp() {
    add(chat());
    add(chat().in("EUR"));

    assertThat(receipt.render())
        .containsPattern("gpt-4o +chat +2 +2400 in, 600 out +0.006 EUR\n +0.006 USD\n")
        .containsPattern("total +2 +0.006 EUR\n +0.006 USD\n");
  }

  @Test
  void render_onlyFreeCalls_isEmpty() {
    add(chat().free(Reasons.NOT_BILLABLE));

    assertThat(receipt.render()).isEmpty();
  }

  @Test
  void render_withNotes_putsThemBelowTheTotal() {
    add(chat());
    add(chat().unrated(Reasons.NO_USAGE));

    assertThat(receipt.render(List.of("12 lines were lost")))
        .endsWith("1 unrated: cost unknown and not included in the total\n12 lines were lost\n");
  }

  @Test
  void render_noCallButNotes_isNotEmpty() {
    assertThat(receipt.render(List.of("3 calls were lost")))
        .startsWith("costspan receipt")
        .containsPattern("total +0\n")
        .endsWith("3 calls were lost\n");
  }

  @Test
  void render_onlyUnratedCalls_namesNoAmount() {
    add(chat().unrated(Reasons.NO_USAGE));

    assertThat(receipt.render())
        .contains("unrated", "1 unrated: no_usage", "1 unrated: cost unknown")
        .doesNotContain("USD")
        .doesNotContainPattern("total.*1.*0");
  }

  @Test
  void render_manyModelsWithLongNames_staysBelow100ColumnsAndAddsUpTheRest() {
    for (int i = 0; i < 300; i++) {
      String model = "organisation/an-extraordinarily-long-model-name-" + i;
      add(
          call("gcp.gemini", "generate_content_with_a_long_name", model)
              .charged(UsageMeter.INPUT_TOKENS, "987654321", "0.1234")
              .used(UsageMeter.TOOL_CALLS, "7", Map.of("tool", "web_search")));
    }

    String text = receipt.render();

    assertThat(text.lines()).allMatch(line -> line.length() < 100).hasSizeLessThan(620);
    assertThat(text).containsPattern("other\n +100 ").containsPattern("total +300 ");
  }

  @Test
  void accept_manyThreadsAtOnce_losesNoCall() throws InterruptedException {
    RatedCall call = chat().build();
    List<Thread> threads =
        Stream.generate(() -> new Thread(() -> accept(call, 2_000))).limit(8).toList();

    threads.forEach(Thread::start);
    for (int seen = 0; seen < 100; seen++) {
      receipt.sums();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(receipt.render()).containsPattern("total +16000 +96 +USD");
  }

  private void accept(RatedCall call, int times) {
    for (int i = 0; i < times; i++) {
      receipt.accept(call);
    }
  }

  private void add(CallFixture call) {
    receipt.accept(call.build());
  }
}
