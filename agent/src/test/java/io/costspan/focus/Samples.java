package io.costspan.focus;

import static io.costspan.focus.Past.call;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.CREDITS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.REQUESTS;

import io.costspan.cli.SampleLedger;
import io.costspan.history.PastCall;
import io.costspan.history.Place;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Calls of all kinds, in which every rule of the specification has something to decide. */
final class Samples {
  static final Supplier<PriceTable> DISCOUNT =
      TestPrices.users(
          "{'id':'acme','provider':'openai','model':'*','like':'*','times':[{'by':'0.8'}]}");

  static final Supplier<PriceTable> FLAT =
      TestPrices.users(
          "{'id':'flat','provider':'openai','model':'gpt-4o','price':[{'meter':'input_tokens','rate':'0'},"
              + "{'meter':'output_tokens','rate':'0'},{'meter':'requests','rate':'0.01'}]}");

  static final Supplier<PriceTable> POINTS =
      TestPrices.users(
          "{'id':'points','provider':'acme','model':'*','currency':'x:point',"
              + "'price':[{'meter':'credits','rate':'1'}]}",
          "{'id':'block','provider':'acme','model':'pages','currency':'EUR',"
              + "'price':[{'meter':'pages','rate':'0.5','per':'10','round':'up'}]}");

  /** What the user says of contracts. */
  static final Contract CONTRACT =
      new Contract(
          Map.of("openai", "org-42"),
          Map.of("openai", "Acme, Inc."),
          ExchangeRates.of("x:point:USD=0.004"),
          Set.of());

  private Samples() {}

  static List<PastCall> calls() {
    List<PastCall> calls = new ArrayList<>();
    calls.add(chat().made());
    calls.add(chat().owner("team", "search").owner("cost \"centre\"", "a,b").made());
    calls.add(chat().at(DISCOUNT).made());
    calls.add(
        call("anthropic", "claude-sonnet-4-5")
            .used(INPUT_TOKENS, "70")
            .used(CACHED_INPUT_TOKENS, "2000")
            .used(CACHE_WRITE_TOKENS, "1000", "ttl", "1h")
            .used(OUTPUT_TOKENS, "10")
            .made());
    calls.add(
        call("acme", "pages").used(io.costspan.usage.UsageMeter.PAGES, "11").at(POINTS).made());
    calls.add(call("acme", "bot").used(CREDITS, "3").at(POINTS).made());
    calls.add(call("openai", "whisper-1").used(AUDIO_SECONDS, "100").made());
    calls.add(
        call("openai", "dall-e-3")
            .operation("image_generation")
            .used(IMAGES, "2")
            .with("size", "1024x1024")
            .with("quality", "hd")
            .made());
    calls.add(call("brave", null).operation("search").used(REQUESTS, "1").made());
    calls.add(chat().stated("0.02").made());
    calls.add(call("openrouter", "acme/unheard-of").used(INPUT_TOKENS, "5").stated("0.1").made());
    calls.add(chat().estimated().used(OUTPUT_TOKENS, "77").made());
    calls.add(chat().used(IMAGES, "1").made());
    calls.add(chat().with("region", "eu-west-1").with("service_tier", "batch").made());
    calls.add(call("openai", "never-heard-of").used(INPUT_TOKENS, "5").made());
    calls.add(chat().billing(Billing.free("failed")).made());
    new SampleLedger()
        .calls()
        .forEach(
            (jvm, all) ->
                all.forEach(
                    rated ->
                        calls.add(
                            new PastCall(
                                rated, jvm.service(), jvm.host(), null, new Place("", 1)))));
    return calls;
  }

  static Past chat() {
    return call("openai", "gpt-4o")
        .used(INPUT_TOKENS, "1200")
        .used(CACHED_INPUT_TOKENS, "7")
        .used(OUTPUT_TOKENS, "333");
  }
}
