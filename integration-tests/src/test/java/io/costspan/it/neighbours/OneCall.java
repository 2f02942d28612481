package io.costspan.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Applications that ask {@code gpt-4o} once, at a price of 0.00472 USD. */
final class OneCall implements AutoCloseable {
  private final AiStandIn standIn = AiStandIn.of("sdk");

  /** For {@link io.costspan.it.OneCallApp} and the like. */
  String url() {
    return standIn.url() + "/openai/v1";
  }

  /** Attaches the agent, which then says all that a user may want to know. */
  ChildJvm watch(ChildJvm child) {
    return options(child).agent();
  }

  /** The same options, as properties. */
  ChildJvm options(ChildJvm child) {
    return child.property("costspan.endpoints", url() + "=openai").property("costspan.log", "info");
  }

  /** The call is rated, and nothing has gone wrong. */
  static void assertRated(Finished finished) {
    assertRated(finished, 1);
  }

  /** The same of several calls. */
  static void assertRated(Finished finished, int calls) {
    assertThat(finished.transcript().lines().filter("200"::equals)).hasSize(calls);
    String amount = new BigDecimal("0.00472").multiply(BigDecimal.valueOf(calls)).toPlainString();
    assertThat(finished.stderr())
        .contains("costspan receipt")
        .containsPattern("total +" + calls + " +" + Pattern.quote(amount));
    assertThat(finished.stderrLines())
        .noneMatch(line -> line.startsWith("[costspan] error"))
        .noneMatch(line -> line.startsWith("[costspan] warn"));
  }

  @Override
  public void close() {
    standIn.close();
  }
}
