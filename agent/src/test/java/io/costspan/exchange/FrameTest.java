package io.costspan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.owner.Owners;
import io.costspan.owner.Shop;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Request;
import io.costspan.usage.CallStart;
import io.costspan.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Request QUESTION = Request.of("POST", "/v1/chat", Headers.NONE);

  private final FakeProvider provider = new FakeProvider();
  private final Surrounded calls = new Surrounded();

  @BeforeEach
  void open() {
    attribute("caller=off,owner.baggage=team");
  }

  private void attribute(String options) {
    Exchanges exchanges = new Exchanges((host, port) -> provider, calls);
    exchanges.attribute(Owners.of(Config.load(options), Map.of()));
    Gate.install(exchanges);
  }

  @AfterEach
  void close() {
    Gate.install(new Exchanges((host, port) -> null, provider));
  }

  @Test
  void open_withinAFrame_isItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.open(provider, QUESTION);
    frame.close();
    assertThat(calls.surroundings).containsExactly("frame");
  }

  @Test
  void open_whereTheFrameWasPassedTo_isItsCall() {
    Frame frame = Gate.frame(provider, QUESTION);
    Object passed = Gate.surroundings();
    frame.close();
    elsewhere(() -> Gate.open(provider, QUESTION, passed));
    assertThat(calls.surroundings).containsExactly("frame");
  }

  @Test
  void open_againWhereTheFrameWasPassedTo_isAnotherCallInTheSameSurroundings() {
    Frame frame = Gate.frame(provider, QUESTION);
    Object passed = Gate.surroundings();
    frame.close();
    elsewhere(() -> Gate.open(provider, QUESTION, passed));
    elsewhere(() -> Gate.open(provider, QUESTION, passed));
    assertThat(calls.surroundings).containsExactly("frame", "the application's");
  }

  @Test
  void open_onTheThreadThatHasPassedItsFrameOn_isAnotherCall() {
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.surroundings();
    Gate.open(provider, QUESTION);
    frame.close();
    assertThat(calls.surroundings).containsExactly("frame", "none");
  }

  @Test
  void frame_ofAnOwnedCall_looksForTheOwnerOnce() {
    Frame frame = Gate.frame(provider, QUESTION);
    Object passed = Gate.surroundings();
    frame.close();
    elsewhere(() -> Gate.open(provider, QUESTION, passed));
    assertThat(calls.lookedUp).isEqualTo(1);
  }

  @Test
  void frame_callWhoseOwnerTheThreadKnows_isOpenedWithoutSurroundings() {
    calls.areSurrounded = false;
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.open(provider, QUESTION);
    frame.close();
    assertThat(calls.surroundings).containsExactly("frame");
    assertThat(calls.lookedUp).isEqualTo(1);
  }

  /**
   * A client of the application's own asks whether a question is harmless, before it passes it on.
   */
  @Test
  void open_anotherOperationWithinAFrame_isAnotherCall() {
    calls.areSurrounded = false;
    Frame frame = Gate.frame(provider, QUESTION);
    Gate.open(provider, Request.of("POST", "/v1/moderations", Headers.NONE));
    assertThat(calls.surroundings).containsExactly("frame", "none");
    Gate.open(provider, QUESTION);
    frame.close();
    assertThat(calls.surroundings).containsExactly("frame", "none");
  }

  /** A client of the application's own asks another client before it passes a question on. */
  @Test
  void noticed_withinAFrameOfAnotherCall_knowsTheCaller() throws Exception {
    attribute("");
    Frame frame = Gate.frame(provider, QUESTION);
    String caller = Shop.ofAnApplication().apply(FrameTest::caller).get();
    frame.close();
    assertThat(caller).isEqualTo(Shop.METHOD);
  }

  private static @Nullable String caller() {
    return ((Surroundings) Gate.noticed()).noticed().caller();
  }

  @Test
  void frame_nobodyWouldNotice_isNone() {
    calls.areSurrounded = false;
    attribute("caller=off");
    assertThat(Gate.frame(provider, QUESTION)).isNull();
    assertThat(Gate.noticed()).isNull();
  }

  @Test
  void noticed_ownerOfACall_isLookedForOnceHoweverOftenItIsSent() {
    Object noticed = Gate.noticed();
    Gate.open(provider, QUESTION, noticed);
    Gate.open(provider, QUESTION, noticed);
    assertThat(calls.surroundings).containsExactly("none", "none");
    assertThat(calls.lookedUp).isEqualTo(1);
  }

  @Test
  void surroundings_ownerCannotBeFound_areKnownNevertheless() {
    calls.baggageIsBroken = true;
    Object passed = Gate.surroundings();
    elsewhere(() -> Gate.open(provider, QUESTION, passed));
    assertThat(calls.surroundings).containsExactly("the application's");
  }

  private static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task).join();
  }

  /** Notes by what the calls that begin are surrounded. */
  private static final class Surrounded implements Calls {
    private final List<String> surroundings = new ArrayList<>();
    private volatile int lookedUp;
    private volatile boolean baggageIsBroken;
    private boolean areSurrounded = true;

    @Override
    public String baggage(String key) {
      lookedUp++;
      if (baggageIsBroken) {
        throw new IllegalStateException("a slip of ours");
      }
      return "blue";
    }

    @Override
    public OpenCall begin(CallStart start) {
      surroundings.add("frame");
      return (facts, usage) -> {};
    }

    @Override
    public OpenCall begin(CallStart start, @Nullable Object around) {
      surroundings.add(around == null ? "none" : around.toString());
      return (facts, usage) -> {};
    }

    @Override
    public Object surroundings() {
      return "the application's";
    }

    @Override
    public boolean areSurrounded() {
      return areSurrounded;
    }
  }
}
