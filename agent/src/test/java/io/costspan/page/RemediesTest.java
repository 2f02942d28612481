package io.costspan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Reasons;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemediesTest {
  /** Calls for which nothing has to be mended. */
  private static final Set<String> FREE =
      Set.of(
          Reasons.NOT_BILLABLE,
          Reasons.FAILED,
          Reasons.NOT_SENT,
          Reasons.PROVISIONED,
          Reasons.CACHE_HIT,
          Reasons.GATEWAY,
          Reasons.ALREADY_RATED,
          Reasons.BUDGET);

  static Stream<String> reasons() {
    return Stream.of(Reasons.class.getFields())
        .map(RemediesTest::value)
        .filter(reason -> !FREE.contains(reason));
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void of_eachReasonOfACostThatIsNotKnown_saysWhatToDo(String reason) {
    assertThat(Remedies.of(reason + ".output_tokens"))
        .endsWith(".")
        .isNotEqualTo(Remedies.of("unheard_of"));
  }
}
