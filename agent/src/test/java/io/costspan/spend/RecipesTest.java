package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.costspan.pipeline.RatedCall;
import io.costspan.provider.EndpointOption;
import io.costspan.rating.Rating;
import io.costspan.usage.Reasons;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of docs/price-files.md, each alone in a user's file, do what they promise. */
class RecipesTest {
  private static final Map<String, String> RECIPES = recipes();
  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String MILLION =
      "{'model':'%s','usage':{'prompt_tokens':1000000,'completion_tokens':100000}}";

  @TempDir Path directory;

  private static Map<String, String> recipes() {
    Map<String, String> recipes = new LinkedHashMap<>();
    for (String card : Page.recipes()) {
      Matcher id = Pattern.compile("\"id\": \"me/([^\"]+)\"").matcher(card);
      assertThat(id.find()).isTrue();
      recipes.put(id.group(1), card);
    }
    return recipes;
  }

  @Test
  void all_areAcceptedTogetherAndTriedHere() {
    String[] cards = RECIPES.values().toArray(String[]::new);
    Spend.withCards(directory, cards);
    assertThat(RECIPES).hasSize(20);
  }

  private Spend with(String... recipes) {
    String[] cards = new String[recipes.length];
    for (int i = 0; i < recipes.length; i++) {
      cards[i] = RECIPES.get(recipes[i]);
    }
    return Spend.withCards(directory, cards);
  }

  private static RatedCall chat(Spend spend, String url, String model) {
    return spend.post(url, "{'model':'" + model + "'}").json(MILLION.formatted(model));
  }

  private static String cost(RatedCall call) {
    return call.rating().amount().toPlainString() + " " + call.rating().currency();
  }

  @Test
  void discountOnAProvider() {
    Spend spend = with("openai");

    // 2.5 + 0.1 x 10, then 0.15 + 0.1 x 0.6, each x 0.9
    assertThat(cost(chat(spend, OPENAI, "gpt-4o"))).isEqualTo("3.15 USD");
    assertThat(cost(chat(spend, OPENAI, "gpt-4o-mini"))).isEqualTo("0.189 USD");
    assertThat(chat(spend, OPENAI, "gpt-4o").rating().priceId())
        .isEqualTo("me/openai+openai/gpt-4o");
  }

  @Test
  void throughputByTheHour() {
    Spend spend = with("ptu", "reserved");
    String deployment = "https://r.openai.azure.com/openai/deployments/%s/chat/completions";
    String reply = MILLION.formatted("gpt-4o");

    RatedCall provisioned = spend.post(deployment.formatted("chat-ptu"), "{}").json(reply);
    assertThat(provisioned.rating().status()).isEqualTo(Rating.Status.FREE);
    assertThat(provisioned.rating().reason()).isEqualTo(Reasons.PROVISIONED);
    assertThat(provisioned.rating().priceId()).isEqualTo("me/ptu");
    assertThat(
            cost(
                spend
                    .post(deployment.formatted("chat-ptu"), "{}")
                    .header("x-ms-spillover-from-deployment", "chat-ptu")
                    .json(reply)))
        .isEqualTo("3.5 USD");
    assertThat(cost(spend.post(deployment.formatted("chat"), "{}").json(reply)))
        .isEqualTo("3.5 USD");
    assertThat(
            spend
                .post(
                    "https://bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A"
                        + "123456789012%3Aapplication-inference-profile%2Fd4e5f6/converse",
                    "{}")
                .json("{'usage':{'inputTokens':1000,'outputTokens':9}}")
                .rating()
                .reason())
        .isEqualTo(Reasons.PROVISIONED);
  }

  @Test
  void throughputByTheHour_costsNothing_besideAPriceOfYourOwnForTheModel() {
    String own =
        "{'id':'me/own','provider':'azure.ai.openai','model':'gpt-4o','price':[{'meter':'*_tokens','rate':'7'}]}"
            .replace('\'', '"');
    String url = "https://r.openai.azure.com/openai/deployments/%s/chat/completions";
    String reply = MILLION.formatted("gpt-4o");

    for (String[] cards : new String[][] {{own, RECIPES.get("ptu")}, {RECIPES.get("ptu"), own}}) {
      Spend spend = Spend.withCards(directory, cards);
      assertThat(spend.post(url.formatted("chat-ptu"), "{}").json(reply).rating().reason())
          .isEqualTo(Reasons.PROVISIONED);
      assertThat(cost(spend.post(url.formatted("chat"), "{}").json(reply))).isEqualTo("7.7 USD");
    }
  }

  /** Calls that the wire itself shows as paid by the hour. */
  private static List<RatedCall> provisionedCalls(Spend spend) {
    return List.of(
        spend
            .post("https://r.openai.azure.com/openai/deployments/chat/chat/completions", "{}")
            .header("azure-openai-deployment-utilization", "12%")
            .json(MILLION.formatted("gpt-4o")),
        spend
            .post(
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                    + "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aprovisioned-model%2Fg7h8i9/converse",
                "{}")
            .json("{'usage':{'inputTokens':1000000,'outputTokens':100000}}"));
  }

  @Test
  void throughputByTheHour_costsWhatACardOfYoursSays() {
    Spend spend =
        Spend.withCards(
            directory,
            json(
                "{'id':'me/azure','provider':'azure.ai.openai','model':'gpt-4o','when':{'deployment':'chat'},'price':[{'meter':'*_tokens','rate':'7'}]}"),
            RECIPES.get("provisioned"));

    assertThat(provisionedCalls(spend))
        .extracting(call -> cost(call), call -> call.rating().priceId())
        .containsExactly(tuple("7.7 USD", "me/azure"), tuple("2.25 USD", "me/provisioned"));
  }

  @Test
  void throughputByTheHour_costsWhatTheModelCostsThatYouNameForIt() {
    Spend spend =
        Spend.withCards(
            directory,
            json(
                "{'id':'me/arn','provider':'aws.bedrock','model':'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/g7h8i9','as':'us.anthropic.claude-sonnet-4-5-20250929-v1:0'}"));

    assertThat(cost(provisionedCalls(spend).get(1))).isEqualTo("9.075 USD"); // 6.6 + 24.75 x 0.1
  }

  @Test
  void throughputByTheHour_costsNothing_besideADiscount() {
    Spend spend =
        Spend.withCards(
            directory,
            json(
                "{'id':'me/azure','provider':'azure.ai.openai','model':'*','like':'*','times':[{'by':'0.9'}]}"),
            json(
                "{'id':'me/alias','provider':'aws.bedrock','model':'*','as':'anthropic.claude-sonnet-4-5-20250929-v1:0'}"));

    assertThat(provisionedCalls(spend))
        .extracting(call -> call.rating().reason())
        .containsOnly(Reasons.PROVISIONED);
  }

  private static String json(String card) {
    return card.replace('\'', '"');
  }

  @Test
  void modelOnKnownHardware() {
    RatedCall call =
        with("upscaler")
            .post("https://api.replicate.com/v1/predictions", "{'version':'acme/upscaler:abc'}")
            .json(
                "{'id':'p1','model':'acme/upscaler','status':'succeeded','output':'x','metrics':{'predict_time':8.2}}");

    assertThat(cost(call)).isEqualTo("0.007995 USD"); // 8.2 x 0.000975
  }

  @Test
  void discountOnAFamilyOfModels() {
    Spend spend = with("gpt-5");

    // (1.25 + 0.1 x 10) x 0.85
    assertThat(cost(chat(spend, OPENAI, "gpt-5-2025-08-07"))).isEqualTo("1.9125 USD");
    assertThat(cost(chat(spend, OPENAI, "gpt-4o"))).isEqualTo("3.5 USD");
  }

  @Test
  void priceOfAModel() {
    assertThat(cost(chat(with("gpt-4o"), OPENAI, "gpt-4o-2024-08-06"))).isEqualTo("3.08 USD");
  }

  @Test
  void pricesOfAHostAndOfAPathThere() {
    Spend spend =
        Spend.with(
            directory,
            Map.of("prices.json", Spend.cards(RECIPES.get("team-a"), RECIPES.get("gateway"))),
            List.of(
                new EndpointOption(URI.create("https://ai.corp.example/team-a"), "openai"),
                new EndpointOption(URI.create("https://ai.corp.example/team-b"), "openai")));

    assertThat(cost(chat(spend, "https://ai.corp.example/team-b/v1/chat/completions", "gpt-4o")))
        .isEqualTo("3.675 USD");
    assertThat(cost(chat(spend, "https://ai.corp.example/team-a/v1/chat/completions", "gpt-4o")))
        .isEqualTo("0.44 USD");
    assertThat(cost(chat(spend, OPENAI, "gpt-4o"))).isEqualTo("3.5 USD");
  }

  @Test
  void discountAtAGateway() {
    Spend spend = with("cloudflare");
    String reply =
        "{'type':'message','model':'claude-sonnet-4-5','usage':{'input_tokens':100000,'output_tokens':10000}}";

    // (0.1 x 3 + 0.01 x 15) x 0.8
    assertThat(
            cost(
                spend
                    .post(
                        "https://gateway.ai.cloudflare.com/v1/acct/gw/anthropic/v1/messages",
                        "{'model':'claude-sonnet-4-5'}")
                    .json(reply)))
        .isEqualTo("0.36 USD");
    assertThat(
            cost(
                spend
                    .post("https://api.anthropic.com/v1/messages", "{'model':'claude-sonnet-4-5'}")
                    .json(reply)))
        .isEqualTo("0.45 USD");
  }

  @Test
  void flatPricePerRequest() {
    Spend spend =
        Spend.with(
            directory,
            Map.of(
                "house.json",
                """
                {"provider": "house", "like": "openai", "hosts": ["llm.corp.example"],
                 "readers": {"chat": {"like": "openai/chat", "quantities": [
                  {"meter": "requests", "count": "1"}, {"meter": "input_tokens", "count": "input"}, {"meter": "output_tokens", "count": "output"}]}}}
                """,
                "prices.json",
                Spend.cards(RECIPES.get("flat"))));

    assertThat(cost(chat(spend, "https://llm.corp.example/v1/chat/completions", "any")))
        .isEqualTo("0.01 USD");
  }

  @Test
  void deployment() {
    Spend spend = with("azure");
    String url = "https://res.openai.azure.com/openai/deployments/%s/chat/completions";

    // (2.5 + 0.1 x 10) x 1.1, though the answer names gpt-4
    assertThat(
            cost(spend.post(url.formatted("my-gpt4"), "{}").json(MILLION.formatted("gpt-4-0613"))))
        .isEqualTo("3.85 USD");
    assertThat(
            cost(
                spend
                    .post(url.formatted("other"), "{}")
                    .json(MILLION.formatted("gpt-4o-2024-08-06"))))
        .isEqualTo("3.5 USD");
  }

  @Test
  void applicationInferenceProfile() {
    String url =
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1b2c3/converse";
    String reply = "{'usage':{'inputTokens':100000,'outputTokens':10000}}";

    // 0.1 x 3.3 + 0.01 x 16.5
    assertThat(cost(with("profile").post(url, "{}").json(reply))).isEqualTo("0.495 USD");
    assertThat(new Spend().post(url, "{}").json(reply)).costs("unrated unknown_model");
  }

  @Test
  void fineTunedModel() {
    Spend spend = with("support");

    assertThat(cost(chat(spend, OPENAI, "ft:gpt-4o-mini-2024-07-18:acme:support:abc")))
        .isEqualTo("0.42 USD");
    assertThat(chat(spend, OPENAI, "ft:gpt-4o-mini-2024-07-18:acme:sales:xyz").rating().priceId())
        .isEqualTo("openai/ft:gpt-4o-mini-2024-07-18");
  }

  private static final String BOT =
      "https://0a.1b.environment.api.powerplatform.com/copilotstudio/dataverse-backed/authenticated/bots/cr1_helpdesk/conversations/c1";
  private static final String MESSAGE = "{'type':'message','id':'%s','from':{'role':'bot'}}";

  @Test
  void contractRateOfAUnit_andAverageOfAnAgent() {
    assertThat(cost(with("copilot").post(BOT, "{}").events(MESSAGE.formatted("r1"))))
        .isEqualTo("0.016 EUR");
    assertThat(cost(with("helpdesk").post(BOT, "{}").events(MESSAGE.formatted("r2"))))
        .isEqualTo("6.5 x:copilot_credit");
  }

  @Test
  void contractRate_makesMoneyOfAnAverageBelowIt() {
    Spend spend = with("copilot", "helpdesk");

    assertThat(cost(spend.post(BOT, "{}").events(MESSAGE.formatted("r3")))).isEqualTo("0.052 EUR");
  }

  @Test
  void salesforce() {
    Spend spend = with("einstein", "agentforce");

    assertThat(
            cost(
                spend
                    .post(
                        "https://api.salesforce.com/einstein/platform/v1/models/sfdc_ai__DefaultGPT4Omni/generations",
                        "{}")
                    .json(
                        "{'generation':{'parameters':{'usage':{'prompt_tokens':10,'completion_tokens':10}}}}")))
        .isEqualTo("4 x:einstein_request");
    assertThat(
            cost(
                spend
                    .post("https://api.salesforce.com/einstein/ai-agent/v1/agents/a/sessions", "{}")
                    .json("{'sessionId':'s'}")))
        .isEqualTo("2 USD");
  }

  @Test
  void aggregatorsRatios_andPacksOfCredits() {
    // (1000000 + 100000 x 4) x 1.25 x 0.8
    assertThat(cost(chat(with("mole"), "https://api.moleapi.com/v1/chat/completions", "gpt-4o")))
        .isEqualTo("1400000 x:moleapi_point");
    assertThat(
            cost(
                with("serper")
                    .post("https://google.serper.dev/search", "{}")
                    .json("{'credits':2}")))
        .isEqualTo("0.001 USD");
  }
}
