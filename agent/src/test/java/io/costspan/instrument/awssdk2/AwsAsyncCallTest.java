package io.costspan.instrument.awssdk2;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** A copy of a request must not lose anything. */
class AwsAsyncCallTest {
  interface NewerRequest {
    Object request();

    Object requestContentPublisher();

    Object responseHandler();

    Object metricCollector();

    boolean fullDuplex();

    Object httpExecutionAttributes();

    Object priority();
  }

  @Test
  void check_requestAsItIs_isWatched() {
    assertThatCode(() -> AwsAsyncCall.check(AsyncExecuteRequest.class)).doesNotThrowAnyException();
  }

  @Test
  void check_requestWithOneMoreProperty_isLeftAlone() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AwsAsyncCall.check(NewerRequest.class))
        .withMessage("a request has 7 properties");
  }
}
