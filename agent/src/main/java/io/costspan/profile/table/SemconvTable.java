package io.costspan.profile.table;

import static io.costspan.profile.CallAttributes.ERROR_TYPE;
import static io.costspan.profile.CallAttributes.OPERATION;
import static io.costspan.profile.CallAttributes.PROVIDER;
import static io.costspan.profile.CallAttributes.REQUEST_MODEL;
import static io.costspan.profile.CallAttributes.RESPONSE_MODEL;
import static io.costspan.profile.CallAttributes.SERVER_ADDRESS;
import static io.costspan.profile.CallAttributes.SERVER_PORT;

import io.costspan.pipeline.RatedCall;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.Instrument;
import io.costspan.profile.Profile;
import io.costspan.profile.ProfileMetric;
import io.costspan.profile.Row;
import io.costspan.profile.Tokens;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The metrics of OpenTelemetry's conventions for generative AI, version 1.41, as its Java agent and
 * libraries emit them.
 */
public final class SemconvTable {
  static final List<CallAttribute<?>> OF_POINTS =
      List.of(OPERATION, PROVIDER, REQUEST_MODEL, RESPONSE_MODEL, SERVER_ADDRESS, SERVER_PORT);

  static final List<Double> TOKEN_BOUNDS =
      Stream.iterate(1.0, bound -> bound * 4).limit(14).toList();

  static final List<Double> SECOND_BOUNDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  static final String TOKEN_TYPE = "gen_ai.token.type";

  static final ProfileMetric TOKEN_USAGE =
      new ProfileMetric(
          new Instrument(
              "gen_ai.client.token.usage",
              "histogram",
              "{token}",
              "Number of input and output tokens used.",
              OF_POINTS,
              List.of(TOKEN_TYPE)),
          TOKEN_BOUNDS,
          true,
          List.of(
              Row.of(TOKEN_TYPE, "input", call -> Tokens.used(call, Tokens::isInput)),
              Row.of(TOKEN_TYPE, "output", call -> Tokens.used(call, Tokens::isOutput))));

  static final ProfileMetric DURATION =
      duration("gen_ai.client.operation.duration", true, Row.of(SemconvTable::seconds));

  public static final Profile PROFILE =
      new Profile(List.of(TOKEN_USAGE, DURATION), List.of(), Set.of());

  private SemconvTable() {}

  static ProfileMetric duration(String name, boolean shared, Row row) {
    return new ProfileMetric(
        new Instrument(
            name,
            "histogram",
            "s",
            "Duration of calls, from the request to the last byte of the reply.",
            withError(OF_POINTS),
            List.of()),
        SECOND_BOUNDS,
        shared,
        List.of(row));
  }

  static List<CallAttribute<?>> withError(List<CallAttribute<?>> attributes) {
    return Stream.<CallAttribute<?>>concat(attributes.stream(), Stream.of(ERROR_TYPE)).toList();
  }

  static BigDecimal seconds(RatedCall call) {
    return BigDecimal.valueOf(call.facts().durationMillis(), 3);
  }
}
