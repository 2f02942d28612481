package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OkHttp5ContractIT extends HttpClientContract {
  OkHttp5ContractIT() {
    super(Library.OKHTTP5);
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
