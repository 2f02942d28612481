package io.costspan.profile;

import static io.costspan.usage.UsageMeter.CACHED_INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.CACHE_WRITE_TOKENS;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every attribute, declared once. Names under {@code gen_ai} are OpenTelemetry's; those for cost
 * come from its semantic-conventions-genai proposal 443.
 */
public final class CallAttributes {
  public static final CallAttribute<String> OPERATION =
      text(
          "gen_ai.operation.name",
          call -> call.usage().operation(),
          "The kind of work that was requested: `chat`, `embeddings`, ...");

  public static final CallAttribute<String> PROVIDER =
      text(
          "gen_ai.provider.name",
          call -> call.usage().provider(),
          "The provider whose API was called: `openai`, `anthropic`, ...");

  public static final CallAttribute<String> REQUEST_MODEL =
      text(
          "gen_ai.request.model",
          call -> call.usage().requestModel(),
          "The model that the application requested.");

  public static final CallAttribute<String> RESPONSE_MODEL =
      text(
          "gen_ai.response.model",
          call -> call.usage().responseModel(),
          "The model that answered.");

  public static final CallAttribute<String> CURRENCY =
      text(
          "gen_ai.usage.cost.currency",
          call -> call.rating().currency(),
          "ISO 4217 code of the amount, or `x:name` for a contract unit. Amounts in different"
              + " currencies never share a series.");

  public static final CallAttribute<String> SOURCE =
      text(
          "gen_ai.usage.cost.source",
          call -> amount(call) == null ? null : call.rating().source().wireName(),
          "Where the amount comes from: `provider` (stated in the response) or `local` (rated by"
              + " the"
              + " agent).");

  public static final CallAttribute<String> SERVER_ADDRESS =
      text(
          "server.address",
          call -> call.facts().serverAddress(),
          "The host, as the application addressed it.");

  public static final CallAttribute<Long> SERVER_PORT =
      new CallAttribute<>(
          "server.port",
          Long.class,
          call -> (long) call.facts().serverPort(),
          call -> call.facts().serverPort(),
          "The port of that host.");

  public static final CallAttribute<String> RATING =
      text(
          "costspan.rating",
          call -> call.rating().status().wireName(),
          "How much of the cost is known: `rated`, `partial`, `unrated` or `free`.");

  public static final CallAttribute<String> REASON =
      text(
          "costspan.reason",
          call -> call.rating().reason(),
          "Why a call is not `rated`, such as `unknown_model`; absent for `rated`.");

  public static final CallAttribute<Boolean> ESTIMATED =
      new CallAttribute<>(
          "costspan.estimated",
          Boolean.class,
          call -> call.rating().estimated(),
          "Whether the amount contains an estimate.");

  /** Describes no call, but what was seen instead of one. */
  public static final CallAttribute<String> CLIENT =
      text(
          "costspan.client",
          call -> null,
          "The HTTP client that made a connection without a call being seen.");

  public static final CallAttribute<String> PRICE_TABLE =
      text(
          "costspan.price_table.version",
          call -> call.rating().priceTable(),
          "The version of the price table in force.");

  /** Describes the JVM rather than a call. */
  public static final CallAttribute<String> AGENT_VERSION =
      text("costspan.agent.version", call -> null, "The version of this agent.");

  /** Describes the JVM rather than a call. */
  public static final CallAttribute<String> HOME =
      text(
          "costspan.home",
          call -> null,
          "Where the metrics leave the JVM: `otel-agent`, `application` or `embedded`.");

  private static final BigDecimal LARGEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Longer texts are not kept whole. */
  private static final int LONGEST_KEY = 200;

  private static final String DOLLARS = "USD";

  private static final Set<UsageMeter> INPUT =
      EnumSet.of(INPUT_TOKENS, CACHED_INPUT_TOKENS, CACHE_WRITE_TOKENS);

  /** The attribute of a charge or quantity rather than of a call. */
  public static final String METER = "costspan.meter";

  public static final String METER_MEANING =
      "What is counted: `input_tokens`, `images`, ... Absent if the amount is the provider's own"
          + " and"
          + " the charge lines do not add up to it.";

  /** The attributes of spans, in the order of the manual. */
  public static final List<CallAttribute<?>> OF_SPANS =
      List.of(
          OPERATION,
          PROVIDER,
          REQUEST_MODEL,
          RESPONSE_MODEL,
          text(
              "gen_ai.response.id",
              call -> call.usage().responseId(),
              "The id that the provider gave to the response."),
          tokens(
              "gen_ai.usage.input_tokens", INPUT::contains, "Input tokens, including cached ones."),
          tokens(
              "gen_ai.usage.output_tokens", OUTPUT_TOKENS::equals, "Output tokens of all kinds."),
          tokens(
              "gen_ai.usage.cache_read.input_tokens",
              CACHED_INPUT_TOKENS::equals,
              "Input tokens read from the provider's cache."),
          tokens(
              "gen_ai.usage.cache_creation.input_tokens",
              CACHE_WRITE_TOKENS::equals,
              "Input tokens written to the provider's cache."),
          new CallAttribute<>(
              "gen_ai.usage.reasoning.output_tokens",
              Long.class,
              call -> sum(call, CallAttributes::isReasoning),
              "Output tokens spent on reasoning."),
          amount(
              "gen_ai.usage.cost.amount",
              CallAttributes::amount,
              "Cost of the call; absent when it is unrated."),
          CURRENCY,
          SOURCE,
          amount(
              "gen_ai.usage.cost",
              CallAttributes::dollars,
              "The same amount under the name that today's backends read as US dollars; absent in"
                  + " any other currency."),
          SERVER_ADDRESS,
          SERVER_PORT,
          text(
              "error.type",
              call -> call.facts().errorType(),
              "The failure, as an HTTP status or the class of an exception."),
          RATING,
          REASON,
          text(
              "costspan.price.id",
              call -> call.rating().priceId(),
              "The rate card that priced the call."),
          PRICE_TABLE,
          new CallAttribute<>(
              "costspan.charges",
              List.class,
              CallAttributes::charges,
              "One readable line per charge: `input_tokens 1200 x 2.50/1000000 = 0.003`."),
          ESTIMATED);

  private CallAttributes() {}

  /** The amount, or null if there is none to show. */
  public static @Nullable BigDecimal amount(RatedCall call) {
    return call.rating().currency() == null ? null : call.rating().amount();
  }

  private static CallAttribute<String> text(
      String name, Function<RatedCall, @Nullable String> value, String meaning) {
    return new CallAttribute<>(
        name,
        String.class,
        call -> {
          String text = value.apply(call);
          return text == null ? null : Excerpt.of(text);
        },
        call -> {
          String text = value.apply(call);
          return text == null || text.length() <= LONGEST_KEY ? text : Excerpt.of(text);
        },
        meaning);
  }

  private static CallAttribute<Long> tokens(
      String name, Predicate<UsageMeter> meters, String meaning) {
    return new CallAttribute<>(
        name, Long.class, call -> sum(call, quantity -> meters.test(quantity.meter())), meaning);
  }

  private static boolean isReasoning(Quantity quantity) {
    return quantity.meter() == OUTPUT_TOKENS
        && "reasoning".equals(quantity.attributes().get("kind"));
  }

  /** Null if the call has no such quantity: unknown is never zero. */
  private static @Nullable Long sum(RatedCall call, Predicate<Quantity> wanted) {
    BigDecimal sum = null;
    for (Quantity quantity : call.usage().quantities()) {
      boolean own = !quantity.attributes().containsKey(Quantity.MODEL);
      if (own && wanted.test(quantity)) {
        sum = sum == null ? quantity.count() : sum.add(quantity.count());
      }
    }
    return sum == null ? null : sum.min(LARGEST_LONG).longValue();
  }

  private static CallAttribute<BigDecimal> amount(
      String name, Function<RatedCall, @Nullable BigDecimal> value, String meaning) {
    return new CallAttribute<>(name, BigDecimal.class, value, meaning);
  }

  private static @Nullable BigDecimal dollars(RatedCall call) {
    return DOLLARS.equals(call.rating().currency()) ? amount(call) : null;
  }

  private static @Nullable List<String> charges(RatedCall call) {
    List<ChargeLine> charges = call.rating().charges();
    if (charges.isEmpty()) {
      return null;
    }
    List<String> lines = new ArrayList<>(charges.size());
    for (ChargeLine charge : charges) {
      lines.add(charge.toString());
    }
    return lines;
  }
}
