package io.costspan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    IOException refusal = Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN);

    assertThat(refusal).isExactlyInstanceOf(IOException.class).hasMessage(SPENT).hasNoCause();
    assertThat(refusal.getStackTrace()[0].getClassName()).doesNotStartWith("io.costspan.");
  }

  @Test
  void refuse_notAdmitted_isRecordedAsBlocked() {
    Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN);

    assertThat(calls.usages)
        .extracting(UsageRecord::billing)
        .containsExactly(Billing.free(Reasons.BUDGET));
    assertThat(calls.facts).extracting(CallFacts::errorType).containsExactly("java.io.IOException");
    assertThat(calls.facts).extracting(CallFacts::status).containsExactly(0);
  }

  @Test
  void refuse_admitted_nothingIsBegun() {
    admit(null);

    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).isNull();
    assertThat(asked).hasSize(1);
    assertThat(calls.begun).isZero();
  }

  @Test
  void refuse_everybodyIsAdmitted_costsNothing() {
    exchanges.admit(Admission.ALL);

    assertThat(Gate.mayRefuse()).isFalse();
    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).isNull();
  }

  @Test
  void refuse_pathOfNoOperation_isNotAsked() {
    assertThat(
            Gate.refuse(
                provider, Request.of("POST", "/health", Headers.NONE), null, HeldBody.UNSEEN))
        .isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void refuse_whatCostsNothing_isNotAsked() {
    provider.free = true;

    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).isNull();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        NoClassDefFoundError.class,
        OutOfMemoryError.class,
        StackOverflowError.class
      })
  void refuse_adviserFails_isAFaultAndTheCallGoesOn(Class<? extends Throwable> kind)
      throws ReflectiveOperationException {
    Throwable slip = kind.getConstructor(String.class).newInstance("a slip of ours");
    long before = faults();
    exchanges.admit(start -> RefusalTest.<RuntimeException>fail(slip));

    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).isNull();
    assertThat(faults()).isEqualTo(before + 1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> String fail(Throwable slip) throws T {
    throw (T) slip;
  }

  private static long faults() {
    return Faults.counts().getOrDefault("admission", 0L);
  }

  @Test
  void refuse_recordFails_isAFaultAndTheCallIsRefusedAllTheSame() {
    long before = faults();
    calls.fails = true;

    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).hasMessage(SPENT);
    assertThat(faults()).isEqualTo(before + 1);
  }

  @Test
  void admit_admitted_readsTheHeadOnce() {
    admit(null);
    List<String> read = new ArrayList<>();
    Headers headers =
        name -> {
          read.add(name);
          return null;
        };

    Object admitted =
        Gate.admit(provider, Request.of("POST", "/v1/chat", headers), null, HeldBody.UNSEEN);

    assertThat(admitted).isInstanceOf(Exchange.class);
    assertThat(read).containsOnlyOnce("traceparent");
    assertThat(calls.begun).isEqualTo(1);
  }

  @Test
  void admit_refused_opensNothing() {
    assertThat(Gate.admit(provider, QUESTION, null, HeldBody.UNSEEN))
        .isInstanceOf(IOException.class);
    assertThat(calls.begun).isEqualTo(1);
    assertThat(calls.usages).hasSize(1);
  }

  @Test
  void refuse_withinAFrame_endsItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);

    assertThat(Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN)).isNotNull();
    assertThat(calls.begun).isEqualTo(1);
    assertThat(calls.usages).hasSize(1);
    frame.close();
  }

  @Test
  void refuse_whereTheFrameWasPassedTo_endsItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);
    Object passed = Gate.surroundings();
    frame.close();

    CompletableFuture.runAsync(() -> Gate.refuse(provider, QUESTION, passed, HeldBody.UNSEEN))
        .join();
    assertThat(calls.begun).isEqualTo(1);
    assertThat(calls.usages).hasSize(1);
  }

  @Test
  void refuse_withinAFrameButAdmitted_leavesTheFrameToTheExchange() {
    admit(null);
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.refuse(provider, QUESTION, null, HeldBody.UNSEEN);
    Gate.open(provider, QUESTION);
    frame.close();

    assertThat(calls.begun).isEqualTo(1);
  }

  /** Keeps the calls that come out. */
  private static final class Kept implements Calls {
    private final List<CallFacts> facts = new ArrayList<>();
    private final List<UsageRecord> usages = new ArrayList<>();
    private int begun;
    private boolean fails;

    @Override
    public OpenCall begin(CallStart start) {
      if (fails) {
        throw new IllegalStateException("a slip of ours");
      }
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
