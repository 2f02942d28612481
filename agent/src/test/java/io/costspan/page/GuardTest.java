package io.costspan.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.ThisHost;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private final Guard local = new Guard("localhost", true, null);
  private final Guard open = new Guard("Spend.Corp", false, "s3cret:with:colons");

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:9465", "LOCALHOST:1", "127.0.0.1:9465", "[::1]:9465"})
  void isOwnName_loopback_isOne(String host) {
    assertThat(local.isOwnName(List.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9465",
        "localhost.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "localhost, evil.example",
        "10.0.0.1",
        "127.0.0.1.evil.example",
        "spend.corp",
        "",
        " ",
        "a b"
      })
  void isOwnName_anythingElse_isNone(String host) {
    assertThat(local.isOwnName(List.of(host))).isFalse();
  }

  @Test
  void isOwnName_noneOrTwo_isNone() {
    assertThat(local.isOwnName(null)).isFalse();
    assertThat(local.isOwnName(List.of())).isFalse();
    assertThat(local.isOwnName(List.of("localhost", "localhost"))).isFalse();
  }

  @Test
  void isOwnName_onAnotherHost_isItsNameOrAnAddress() {
    assertThat(
            List.of(
                "spend.corp:9465", "10.0.0.1:9465", "[fe80::1]:9465", "localhost", ThisHost.name()))
        .allSatisfy(host -> assertThat(open.isOwnName(List.of(host))).as(host).isTrue());
    assertThat(open.isOwnName(List.of("evil.example"))).isFalse();
  }

  @Test
  void knows_withoutToken_isAlwaysTrue() {
    assertThat(local.knows(null)).isTrue();
  }

  @Test
  void knows_theToken_asPasswordOrBearer() {
    assertThat(open.knows(basic("anyone:s3cret:with:colons"))).isTrue();
    assertThat(open.knows(basic(":s3cret:with:colons"))).isTrue();
    assertThat(open.knows("bearer s3cret:with:colons")).isTrue();
  }

  @Test
  void knows_anythingElse_isFalse() {
    assertThat(open.knows(null)).isFalse();
    assertThat(open.knows("")).isFalse();
    assertThat(open.knows("Bearer")).isFalse();
    assertThat(open.knows("Bearer s3cret")).isFalse();
    assertThat(open.knows("Bearer s3cret:with:colonsX")).isFalse();
    assertThat(open.knows("s3cret:with:colons")).isFalse();
    assertThat(open.knows("Basic %%%")).isFalse();
    assertThat(open.knows(basic("s3cret"))).isFalse();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
