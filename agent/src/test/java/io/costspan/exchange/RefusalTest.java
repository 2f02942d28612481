package io.costspan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.Admission;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Request;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call that is not admitted, whichever client makes it. */
class RefusalTest {
  private static final Request QUESTION = Request.of("POST", "/v1/chat", Headers.NONE);
  private static final String SPENT = "budget team: spent";

  private final FakeProvider provider = new FakeProvider();
  private final Kept calls = new Kept();
  private final List<CallStart> asked = new ArrayList<>();
  private final Exchanges exchanges = new Exchanges((host, port) -> provider, calls);

  @BeforeEach
  void refuseAll() {
    admit(SPENT);
    Gate.install(exchanges);
  }

  @AfterEach
  void close() {
    Gate.install(new Exchanges((host, port) -> null, provider));
  }

  private void admit(String refusal) {
    exchanges.admit(
        start -> {
          asked.add(start);
          return refusal;
        });
  }

  @Test
  void refuse_notAdmitted_isTheMessageInAnExceptionThatAnyApplicationKnows() {
    IOException refusal = Gate.refuse(provider, QUESTION, null);

    assertThat(refusal).isExactlyInstanceOf(IOException.class).hasMessage(SPENT).hasNoCause();
    assertThat(refusal.getStackTrace()[0].getClassName()).doesNotStartWith("io.costspan.");
  }

  @Test
  void refuse_notAdmitted_isRecordedAsBlocked() {
    Gate.refuse(provider, QUESTION, null);

    assertThat(calls.usages)
        .extracting(UsageRecord::billing)
        .containsExactly(Billing.free(Reasons.BUDGET));
    assertThat(calls.facts).extracting(CallFacts::errorType).containsExactly("java.io.IOException");
    assertThat(calls.facts).extracting(CallFacts::status).containsExactly(0);
  }

  @Test
  void refuse_admitted_nothingIsBegun() {
    admit(null);

    assertThat(Gate.refuse(provider, QUESTION, null)).isNull();
    assertThat(asked).hasSize(1);
    assertThat(calls.begun).isZero();
  }

  @Test
  void refuse_everybodyIsAdmitted_costsNothing() {
    exchanges.admit(Admission.ALL);

    assertThat(Gate.mayRefuse()).isFalse();
    assertThat(Gate.refuse(provider, QUESTION, null)).isNull();
  }

  @Test
  void refuse_pathOfNoOperation_isNotAsked() {
    assertThat(Gate.refuse(provider, Request.of("POST", "/health", Headers.NONE), null)).isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void refuse_whatCostsNothing_isNotAsked() {
    provider.free = true;

    assertThat(Gate.refuse(provider, QUESTION, null)).isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void refuse_adviserFails_isAFaultAndTheCallGoesOn() {
    exchanges.admit(
        start -> {
          throw new IllegalStateException("a slip of ours");
        });

    assertThat(Gate.refuse(provider, QUESTION, null)).isNull();
  }

  @Test
  void refuse_withinAFrame_endsItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);

    assertThat(Gate.refuse(provider, QUESTION, null)).isNotNull();
    assertThat(calls.begun).isEqualTo(1);
    assertThat(calls.usages).hasSize(1);
    frame.close();
  }

  @Test
  void refuse_whereTheFrameWasPassedTo_endsItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);
    Object passed = Gate.surroundings();
    frame.close();

    CompletableFuture.runAsync(() -> Gate.refuse(provider, QUESTION, passed)).join();
    assertThat(calls.begun).isEqualTo(1);
    assertThat(calls.usages).hasSize(1);
  }

  @Test
  void refuse_withinAFrameButAdmitted_leavesTheFrameToTheExchange() {
    admit(null);
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.refuse(provider, QUESTION, null);
    Gate.open(provider, QUESTION);
    frame.close();

    assertThat(calls.begun).isEqualTo(1);
  }

  /** Keeps the calls that come out. */
  private static final class Kept implements Calls {
    private final List<CallFacts> facts = new ArrayList<>();
    private final List<UsageRecord> usages = new ArrayList<>();
    private int begun;

    @Override
    public OpenCall begin(CallStart start) {
      begun++;
      return (its, usage) -> {
        facts.add(its);
        usages.add(usage);
      };
    }

    @Override
    public boolean areSurrounded() {
      return true;
    }
  }
}
