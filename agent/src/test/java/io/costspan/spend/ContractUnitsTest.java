package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import io.costspan.provider.EndpointOption;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Platforms that bill in units of a contract: these are never dollars until somebody says so. */
class ContractUnitsTest {
  @TempDir Path directory;

  private static final String AI_CORE =
      "https://api.ai.prod.eu-central-1.aws.ml.hana.ondemand.com/v2/inference/deployments/d1";

  private static final String ENVELOPE =
      """
      {"request_id":"r","intermediate_results":{"llm":{"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":900,"completion_tokens":150}}},
       "final_result":{"id":"c","model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}}
      """;

  @Test
  @DisplayName("trap 58: wrappers that hold usage twice are rated once, by the final result")
  void sap_finalResultAloneCounts() {
    Spend spend = new Spend();

    RatedCall call = spend.post(AI_CORE + "/v2/completion", "{}").json(ENVELOPE);

    assertThat(call).costs("unrated unknown_model");
    assertThat(call.usage().quantities().stream().map(q -> q.meter() + " " + q.count()))
        .containsExactly("input_tokens 1000", "output_tokens 200");
    assertThat(
            spend
                .post(AI_CORE + "/v2/completion", "{}")
                .events(
                    "{'request_id':'r','intermediate_results':{'llm':{'usage':null}},'final_result':{'model':'gpt-4o','choices':[]}}",
                    ENVELOPE.replace("\n", ""))
                .usage()
                .quantities())
        .hasSize(2);
  }

  @Test
  void sap_capacityUnits_byTheContractsFactors() {
    String units =
        """
        {"id": "me/sap-4o", "provider": "sap.aicore", "model": "gpt-4o", "currency": "x:sap_capacity_unit",
         "price": [{"meter": "input_tokens", "rate": "0.002", "per": "1000"}, {"meter": "output_tokens", "rate": "0.008", "per": "1000"}]}
        """;
    String money =
        """
        {"id": "me/sap", "provider": "sap.aicore", "model": "*", "when": {"deployment": "d1"}, "like": "me/sap-4o", "currency": "EUR", "times": [{"by": "1.05"}]}
        """;

    // 1000 x 0.002/1000 + 200 x 0.008/1000
    assertThat(rated(Spend.withCards(directory, units), "/v2/completion", ENVELOPE))
        .isEqualTo("0.0036 x:sap_capacity_unit");
    String direct = "{'usage':{'inputTokens':1000,'outputTokens':200}}";
    assertThat(rated(Spend.withCards(directory, units, money), "/converse", direct))
        .isEqualTo("0.00378 EUR");
    assertThat(
            rated(
                new Spend(),
                "/chat/completions",
                "{'model':'gpt-35-turbo','usage':{'prompt_tokens':1000,'completion_tokens':1000}}"))
        .isEqualTo("0.00295 x:sap_capacity_unit");
  }

  private static String rated(Spend spend, String path, String reply) {
    RatedCall call = spend.post(AI_CORE + path, "{}").json(reply);
    return call.rating().amount().toPlainString() + " " + call.rating().currency();
  }

  @Test
  void moleApi_ratiosArePoints_orMoney() {
    String points =
        """
        {"id": "me/mole-4o", "provider": "moleapi", "model": "gpt-4o", "like": "moleapi/ratio-1",
         "times": [{"by": "1.25"}, {"by": "4", "on": "output_tokens"}, {"by": "0.5", "on": "cached_input_tokens"}, {"by": "0.8"}]}
        """;
    String video =
        """
        {"id": "me/mole-video", "provider": "moleapi", "model": "some-video-*", "like": "moleapi/ratio-1", "times": [{"by": "0.05"}, {"by": "0.8"}]}
        """;
    String chat =
        "{'model':'gpt-4o','usage':{'prompt_tokens':1000,'prompt_tokens_details':{'cached_tokens':400},'completion_tokens':100}}";
    Spend spend = Spend.withCards(directory, points, video);
    String base = "https://api.moleapi.com/v1";

    // (600 + 400 x 0.5 + 100 x 4) x 1.25 x 0.8
    assertThat(spend.post(base + "/chat/completions", "{}").json(chat).rating().amount())
        .isEqualByComparingTo("1200");
    assertThat(
            spend
                .post(base + "/video/generations", "{'model':'some-video-2'}")
                .json("{'task_id':'mole-1','status':'queued'}"))
        .costs("free not_billable 0 USD");
    assertThat(
            spend
                .get(base + "/video/generations/mole-1")
                .json("{'task_id':'mole-1','status':'succeeded'}"))
        .costs("rated 20000 x:moleapi_point; requests 1 x 500000 x 0.040 = 20000");
    Spend dollars =
        Spend.withCards(
            directory,
            points.replace(
                "\"times\": [", "\"currency\": \"USD\", \"times\": [{\"by\": \"0.000002\"}, "));
    assertThat(dollars.post(base + "/chat/completions", "{}").json(chat).rating().amount())
        .isEqualByComparingTo("0.0024");
    assertThat(new Spend().post(base + "/chat/completions", "{}").json(chat))
        .costs("unrated unknown_model");
  }

  @Test
  void moleApi_tasks_haveModelsOfItsOwn() {
    Spend spend =
        Spend.withCards(
            directory,
            """
            {"id": "me/mj", "provider": "moleapi", "model": "mj_imagine", "like": "moleapi/ratio-1", "times": [{"by": "0.1"}]}
            """,
            """
            {"id": "me/suno", "provider": "moleapi", "model": "suno_music", "like": "moleapi/ratio-1", "times": [{"by": "0.2"}]}
            """);

    assertThat(
            told(
                spend
                    .post("https://api.moleapi.com/mj/submit/imagine", "{'prompt':'p'}")
                    .json("{'code':1,'result':'1712'}")))
        .startsWith("rated 50000 x:moleapi_point");
    assertThat(
            spend
                .post("https://api.moleapi.com/mj/submit/imagine", "{}")
                .json("{'code':23,'description':'queue full'}"))
        .costs("free failed 0 USD");
    assertThat(
            told(
                spend
                    .post("https://api.moleapi.com/suno/submit/music", "{}")
                    .json("{'code':'success','data':'t'}")))
        .startsWith("rated 100000 x:moleapi_point");
  }

  @Test
  void aggregatorAtAnyHost_isNamedByAnEndpoint() {
    Spend spend =
        Spend.with(
            directory,
            Map.of(
                "prices.json",
                """
                {"cards": [{"id": "me/relay", "provider": "moleapi", "model": "claude-sonnet-4-5", "like": "moleapi/ratio-1",
                  "times": [{"by": "1.5"}, {"by": "5", "on": "output_tokens"}]}]}
                """),
            List.of(new EndpointOption(URI.create("https://relay.example"), "moleapi")));

    // (100 + 20 x 5) x 1.5, in the fields of the path that was called
    assertThat(
            spend
                .post("https://relay.example/v1/messages", "{'model':'claude-sonnet-4-5'}")
                .json(
                    "{'type':'message','model':'claude-sonnet-4-5','usage':{'input_tokens':100,'output_tokens':20,'prompt_tokens':100,'completion_tokens':20}}")
                .rating()
                .amount())
        .isEqualByComparingTo("300");
  }

  @Test
  void anyUnit_ofOnesOwn() {
    Spend spend =
        Spend.with(
            directory,
            Map.of(
                "house.json",
                """
                {"provider": "house", "hosts": ["ai.corp.example"],
                 "operations": {"POST /ask": {"operation": "chat", "reader": "ask"}},
                 "readers": {"ask": {"values": {"points": "cost.points"}, "evidence": ["points"],
                  "quantities": [{"meter": "credits", "count": "points"}]}}}
                """,
                "prices.json",
                """
                {"cards": [{"id": "house/points", "provider": "house", "model": "*", "currency": "x:house_point", "price": [{"meter": "credits", "rate": "1"}]}]}
                """),
            List.of());

    assertThat(spend.post("https://ai.corp.example/ask", "{}").json("{'cost':{'points':12.5}}"))
        .costs("rated 12.5 x:house_point; credits 12.5 x 1 = 12.5");
    assertThat(spend.metrics()).isEqualTo(Map.of("x:house_point", 12.5));
  }
}
