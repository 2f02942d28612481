package io.costspan.profile;

import static io.costspan.profile.CallAttribute.amount;
import static io.costspan.profile.CallAttribute.text;
import static io.costspan.profile.CallAttribute.tokens;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import java.util.List;
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
          call -> Money.amount(call) == null ? null : call.rating().source().wireName(),
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

  public static final CallAttribute<String> ERROR_TYPE =
      text(
          "error.type",
          call -> call.facts().errorType(),
          "The failure, as an HTTP status or the class of an exception.");

  public static final CallAttribute<String> RATING =
      text(
          "costspan.rating",
          call -> call.rating().status().wireName(),
          "How much of the cost is known: `rated`, `partial`, `unrated` or `free`; `blocked` for a"
              + " call that a budget did not let be sent.");

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

  public static final CallAttribute<String> CALLER =
      text(
          "costspan.caller",
          RatedCall::caller,
          "The application's method that made the call: the first one on the stack that is no"
              + " library's. Absent if there is none, and with `caller=off`.");

  /** What stands for all names that metrics have no room for. */
  public static final String OTHER = "other";

  /** What the names of owners begin with. */
  public static final String OWNER = "costspan.owner.";

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

  /** Describes a budget rather than a call. */
  public static final CallAttribute<String> BUDGET =
      text("costspan.budget", call -> null, "The name of the budget.");

  /** Describes a budget rather than a call. */
  public static final CallAttribute<String> THRESHOLD =
      text(
          "costspan.threshold",
          call -> null,
          "The part of the budget that is spent, in percent: `50`, `80` or `100`.");

  /** Describes the JVM rather than a call. */
  public static final CallAttribute<String> AGENT_VERSION =
      text("costspan.agent.version", call -> null, "The version of this agent.");

  /** Describes the JVM rather than a call. */
  public static final CallAttribute<String> HOME =
      text(
          "costspan.home",
          call -> null,
          "Where the metrics leave the JVM: `otel-agent`, `application`, `micrometer` or"
              + " `embedded`.");

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
          text(
              "gen_ai.conversation.id",
              call -> call.usage().conversation().id(),
              "The provider's id of the conversation, where the call names one."),
          tokens(
              "gen_ai.usage.input_tokens", Tokens::isInput, "Input tokens, including cached ones."),
          tokens("gen_ai.usage.output_tokens", Tokens::isOutput, "Output tokens of all kinds."),
          tokens(
              "gen_ai.usage.cache_read.input_tokens",
              Tokens::isCacheRead,
              "Input tokens read from the provider's cache."),
          tokens(
              "gen_ai.usage.cache_creation.input_tokens",
              Tokens::isCacheWrite,
              "Input tokens written to the provider's cache."),
          tokens(
              "gen_ai.usage.reasoning.output_tokens",
              Tokens::isReasoning,
              "Output tokens spent on reasoning."),
          amount(
              "gen_ai.usage.cost.amount",
              Money::amount,
              "Cost of the call; absent when it is unrated."),
          CURRENCY,
          SOURCE,
          amount(
              "gen_ai.usage.cost",
              Money::dollars,
              "The same amount under the name that today's backends read as US dollars; absent in"
                  + " any other currency."),
          SERVER_ADDRESS,
          SERVER_PORT,
          ERROR_TYPE,
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
          ESTIMATED,
          CALLER);

  private CallAttributes() {}

  /** The owner with that name. */
  public static CallAttribute<String> owner(String name) {
    return text(OWNER + name, call -> call.owners().get(name), "Whose money was spent.");
  }

  /** Whether an attribute with that name says whose money was spent, or for what. */
  public static boolean isOfAttribution(String name) {
    return name.startsWith(OWNER) || name.equals(CALLER.name());
  }

  private static @Nullable List<String> charges(RatedCall call) {
    List<ChargeLine> charges = call.rating().charges();
    return charges.isEmpty() ? null : new ChargeTexts(charges);
  }
}
