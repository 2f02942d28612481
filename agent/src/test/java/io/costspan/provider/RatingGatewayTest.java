package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that rates the calls, so that the application must not do so too. */
class RatingGatewayTest {
  private final Traffic traffic =
      new Traffic(
          Catalog.load(
              List.of(),
              List.of(new EndpointOption(URI.create("http://gateway:8080"), "gateway"))));
  private final Rater rater = new Rater(PriceTables.bundled());

  @Test
  void rate_callThroughTheGateway_isCountedWithItsModelButHasNoMoney() {
    UsageRecord record =
        traffic
            .post("http://gateway:8080/v1/chat/completions", "{'model':'gpt-4o'}")
            .json("{'model':'gpt-4o-1','usage':{'prompt_tokens':100,'completion_tokens':10}}");
    Rating rating = rate(record);

    assertThat(record.provider()).isEqualTo("openai");
    assertThat(record.requestModel()).isEqualTo("gpt-4o");
    assertThat(rating.status()).isEqualTo(Rating.Status.FREE);
    assertThat(rating.reason()).isEqualTo(Reasons.GATEWAY);
    assertThat(rating.amount()).isNull();
    assertThat(rating.currency()).isNull();
    assertThat(rating.charges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions",
        "/own/path",
        "/v1/batches",
        "/v1/images/edits",
        "/v1/videos"
      })
  void rate_anyWorkThroughTheGateway_isNeverUnrated(String path) {
    UsageRecord record = traffic.post("http://gateway:8080" + path, "{}").json("{}");

    assertThat(rate(record).status()).isEqualTo(Rating.Status.FREE);
    assertThat(rate(record).reason()).isEqualTo(Reasons.GATEWAY);
  }

  @Test
  void rate_failedCall_isFreeBecauseItFailed() {
    UsageRecord record =
        traffic.post("http://gateway:8080/v1/chat/completions", "{}").json(500, "{}");

    assertThat(rate(record).reason()).isEqualTo(Reasons.FAILED);
  }

  @Test
  void rate_requestWithoutReply_isTheGatewaysConcern() {
    UsageRecord record =
        traffic.post("http://gateway:8080/v1/chat/completions", "{'model':'gpt-4o'}").unanswered();

    assertThat(rate(record).reason()).isEqualTo(Reasons.GATEWAY);
  }

  private Rating rate(UsageRecord record) {
    return rater.rate(record, Instant.parse("2026-08-21T12:00:00Z"));
  }
}
