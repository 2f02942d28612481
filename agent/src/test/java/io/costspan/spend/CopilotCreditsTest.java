package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copilot Studio bills in credits: these are never dollars until somebody says so. */
class CopilotCreditsTest {
  @TempDir Path directory;

  private static final String DIRECT_LINE =
      "https://directline.botframework.com/v3/directline/conversations/c1/activities";

  private static String activities(String... ids) {
    StringBuilder list = new StringBuilder();
    for (String id : ids) {
      list.append(
          "{'type':'message','id':'%s','from':{'id':'b','name':'Helpdesk','role':'bot'},'text':'hi'},"
              .formatted(id));
    }
    return "{'activities':["
        + list
        + "{'type':'typing','id':'t','from':{'role':'bot'}},"
        + "{'type':'message','id':'u','from':{'id':'me','role':'user'}}],'watermark':'3'}";
  }

  @Test
  void copilot_messagesOfTheAgent_countOnceHoweverOftenTheyArePolled() {
    Spend spend = new Spend();

    assertThat(
            spend
                .post(DIRECT_LINE.replace("/c1/activities", ""), "{}")
                .json(201, "{'conversationId':'c1'}"))
        .costs("free not_billable 0 USD");
    assertThat(spend.post(DIRECT_LINE, "{'type':'message'}").json("{'id':'c1|1'}"))
        .costs("free not_billable 0 USD");
    assertThat(spend.get(DIRECT_LINE).json(activities())).costs("free not_billable 0 USD");
    assertThat(spend.get(DIRECT_LINE).json(activities("c1|2", "c1|3")))
        .costs("rated 4 x:copilot_credit; requests 2 x 2 = 4");
    assertThat(spend.get(DIRECT_LINE).json(activities("c1|2", "c1|3")))
        .costs("free already_rated 0 USD");
    RatedCall third =
        spend.get(DIRECT_LINE + "?watermark=2").json(activities("c1|2", "c1|3", "c1|4"));
    assertThat(third).costs("rated 2 x:copilot_credit; requests 1 x 2 = 2");
    assertThat(third.rating().estimated()).isTrue();
    assertThat(third.usage().requestModel()).isEqualTo("Helpdesk");
    assertThat(spend.metrics()).isEqualTo(Map.of("x:copilot_credit", 6.0));
  }

  private static final String POWER_PLATFORM =
      "https://0a.1b.environment.api.powerplatform.com/copilotstudio/dataverse-backed/authenticated/bots/cr1_helpdesk/conversations/c1";

  @Test
  void copilot_streamedActivities_countOnce() {
    Spend spend = new Spend();

    assertThat(
            spend
                .post(POWER_PLATFORM + "?api-version=1", "{'activity':{}}")
                .events(
                    "{'type':'typing','from':{'role':'bot'}}",
                    "{'type':'message','id':'m1','from':{'role':'bot'}}",
                    "{'type':'message','from':{'role':'bot'}}",
                    "{'type':'message','id':'m2','from':{'role':'user'}}"))
        .costs("rated 4 x:copilot_credit; requests 2 x 2 = 4");
  }

  @Test
  void copilot_averageOfAnAgent_isACard() {
    Spend spend =
        Spend.withCards(
            directory,
            """
            {"id": "me/helpdesk", "provider": "copilot_studio", "model": "cr1_helpdesk", "currency": "x:copilot_credit",
             "price": [{"meter": "requests", "rate": "6.5"}]}
            """);

    assertThat(
            spend
                .post(POWER_PLATFORM, "{}")
                .events("{'type':'message','id':'a1','from':{'role':'bot'}}"))
        .costs("rated 6.5 x:copilot_credit; requests 1 x 6.5 = 6.5");
  }

  private static final String RATE_OF_CREDITS =
      """
      {"id": "me/copilot", "provider": "copilot_studio", "model": "*", "like": "*", "currency": "EUR", "times": [{"by": "0.008"}]}
      """;

  @Test
  void contractRate_makesMoneyOfTheUnitOnEverySignal() {
    Spend spend = Spend.withCards(directory, RATE_OF_CREDITS);

    RatedCall call = spend.get(DIRECT_LINE).json(activities("c9|1", "c9|2"));

    assertThat(call).costs("rated 0.032 EUR; requests 2 x 2 x 0.008 = 0.032");
    assertThat(call.rating().priceId()).isEqualTo("me/copilot+copilot_studio/credits");
    assertThat(spend.metrics()).isEqualTo(Map.of("EUR", 0.032));
    assertThat(spend.receipt()).contains("0.032 EUR").doesNotContain("x:copilot_credit");
    assertThat(spend.ledgerLine())
        .contains("\"amount\":\"0.032\",\"currency\":\"EUR\"")
        .contains("\"rate\":\"2\",\"factor\":\"0.008\"");
  }

  @Test
  void withoutARate_theUnitItselfIsOnEverySignal() {
    Spend spend = new Spend();

    spend.get(DIRECT_LINE).json(activities("c8|1"));
    spend.post("https://api.tavily.com/search", "{}").json("{'results':[]}");

    assertThat(spend.metrics()).isEqualTo(Map.of("x:copilot_credit", 2.0, "USD", 0.008));
    assertThat(spend.receipt()).contains("2     x:copilot_credit", "0.008 USD");
    spend.get(DIRECT_LINE).json(activities("c8|2"));
    assertThat(spend.ledgerLine())
        .contains("\"amount\":\"2\",\"currency\":\"x:copilot_credit\",\"source\":\"local\"");
  }
}
