package io.costspan.history;

import static io.costspan.pipeline.CallFixture.START;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.usage.UsageMeter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final PastCall CALL = past(START);

  static PastCall past(Instant start) {
    CallFacts facts = new CallFacts(start, 850, "api.openai.com", 443, 200, false, null);
    RatedCall call = chat().owned("team", "search").build().withFacts(facts);
    return new PastCall(call, "shop", null, null, new Place("a", 1));
  }

  @Test
  void test_time_includesTheFirstInstantAndNotTheLast() {
    assertThat(Selection.of(START, null, List.of(), UTC).test(CALL)).isTrue();
    assertThat(Selection.of(START.plusMillis(1), null, List.of(), UTC).test(CALL)).isFalse();
    assertThat(Selection.of(null, START, List.of(), UTC).test(CALL)).isFalse();
    assertThat(Selection.of(null, START.plusMillis(1), List.of(), UTC).test(CALL)).isTrue();
  }

  @Test
  void test_conditions_allNamesAndOneValueOfEachMustFit() {
    assertThat(takes("model=gpt-4o*")).isTrue();
    assertThat(takes("model=gpt-4?")).isTrue();
    assertThat(takes("model=gpt-4")).isFalse();
    assertThat(takes("model=gpt.4o")).isFalse();
    assertThat(takes("model=o3", "model=gpt-4o")).isTrue();
    assertThat(takes("model=gpt-4o", "owner.team=ads")).isFalse();
    assertThat(takes("owner.team=search", "service=shop", "host=-")).isTrue();
    assertThat(takes("day=2026-08-21", "rating=rated")).isTrue();
  }

  @Test
  void takes_meter_isAskedOfEachPart() {
    Selection images = Selection.of(null, null, List.of("meter=output_*"), UTC);

    assertThat(images.test(CALL)).isTrue();
    assertThat(images.takes(UsageMeter.OUTPUT_TOKENS)).isTrue();
    assertThat(images.takes(UsageMeter.INPUT_TOKENS)).isFalse();
    assertThat(takes("meter=images")).isFalse();
  }

  @Test
  void of_misspelt_saysWhatWouldBeRight() {
    assertThatThrownBy(() -> takes("modle=x")).hasMessageContaining("model, operation");
    assertThatThrownBy(() -> takes("gpt-4o")).hasMessageContaining("such as model=gpt-4o*");
  }

  private static boolean takes(String... where) {
    return Selection.of(null, null, List.of(where), UTC).test(CALL);
  }
}
