package io.costspan.exchange;

import static io.costspan.exchange.Turnstile.Side.REQUEST;
import static io.costspan.exchange.Turnstile.Side.RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile turnstile = new Turnstile();

  @Test
  void enter_otherSide_worksAtTheSameTime() {
    assertThat(turnstile.enter(REQUEST)).isTrue();
    assertThat(turnstile.enter(RESPONSE)).isTrue();
    assertThat(turnstile.enter(REQUEST)).isFalse();
    assertThat(turnstile.leave(REQUEST)).isFalse();
    assertThat(turnstile.enter(REQUEST)).isTrue();
  }

  @Test
  void claim_second_isRefused() {
    assertThat(turnstile.claim()).isTrue();
    assertThat(turnstile.claim()).isFalse();
    assertThat(turnstile.enter(REQUEST)).isFalse();
  }

  @Test
  void over_claimedAndLeft_isTrueOfThatSide() {
    turnstile.enter(REQUEST);
    assertThat(turnstile.over(RESPONSE)).isFalse();
    turnstile.claim();
    assertThat(turnstile.over(RESPONSE)).isTrue();
    assertThat(turnstile.over(REQUEST)).isFalse();
    turnstile.leave(REQUEST);
    assertThat(turnstile.over(REQUEST)).isTrue();
  }

  @Test
  void close_nobodyInside_locksUp() {
    turnstile.claim();
    assertThat(turnstile.close()).isTrue();
  }

  @Test
  void close_somebodyInside_leavesItToTheLast() {
    turnstile.enter(REQUEST);
    turnstile.enter(RESPONSE);
    turnstile.claim();
    assertThat(turnstile.close()).isFalse();
    assertThat(turnstile.leave(RESPONSE)).isFalse();
    assertThat(turnstile.leave(REQUEST)).isTrue();
  }
}
