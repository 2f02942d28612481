package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OkHttp4ContractIT extends HttpClientContract {
  private static final String FIRST_TO_REDIRECT = "4.9.3";

  OkHttp4ContractIT() {
    super(Library.OKHTTP4);
  }

  /** Old versions send no body to another place. */
  @Override
  Map<String, List<String>> ratingsOfHops() {
    return isBefore(FIRST_TO_REDIRECT) ? Map.of("redirect", List.of("free failed 0")) : Map.of();
  }

  /** Versions 3.14.9 and 4.0 repeat it for ever. */
  @Override
  String leftOut() {
    return isBefore("4.4.1") ? "h2-reset" : "";
  }

  @Test
  void blockedCall_enqueued_failsWithoutAConnection() {
    assertThat(watched().application().get("blocked-enqueue"))
        .contains("told of a failure: class java.io.IOException")
        .contains("failed with class java.io.IOException")
        .doesNotContain("told of a connection", "told of a request");
  }

  @Test
  void blockedModel_inABodyThatCanBeWrittenOnce_isNotSentAndOthersAreAsTheyWere() {
    OkHttpBodies.check(watched());
  }
}
