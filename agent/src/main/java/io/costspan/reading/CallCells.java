package io.costspan.reading;

import io.costspan.cells.CellSink;
import io.costspan.condition.Conditions;
import io.costspan.wire.Wanted;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one call and what fills them, which are left to a later call of the same rules. */
final class CallCells {
  final @Nullable Object[] values;
  final CellSink request;
  final CellSink response;
  final Wanted ofRequest;
  final Wanted ofResponse;

  CallCells(UsageRules rules) {
    Places places = rules.places();
    values = new Object[places.cells()];
    request = new CellSink(places.request, values);
    response = new CellSink(places.response, values);
    ofRequest = new Wanted(places.request.paths(), request, () -> false);
    ofResponse =
        new Wanted(
            places.response.paths(),
            response,
            () -> Conditions.anyHolds(rules.done(), values),
            rules.lines());
  }

  /** Keeps nothing of the call. */
  void forget() {
    Arrays.fill(values, null);
    request.forget();
    response.forget();
  }
}
