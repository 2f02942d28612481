package io.costspan.recordings;

import io.costspan.json.JsonValue;
import io.costspan.pipeline.RatedCall;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets rated calls against expectations by the rules of the recordings' own judge. */
final class Judge {
  private static final Set<String> UNBILLABLE = Set.of("free", "error", "no-usage");
  private static final List<String> COUNTS =
      List.of("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens");
  private static final BigDecimal TOLERANCE = new BigDecimal("0.000001");

  final List<String> disagreements = new ArrayList<>();
  final List<String> wronglyBilled = new ArrayList<>();
  int usages;
  int usagesRight;
  int prices;
  int pricesRight;

  void judge(Recording recording, @Nullable RatedCall call) {
    String kind = recording.kind();
    if (UNBILLABLE.contains(kind)) {
      free(recording, call);
    } else if (!kind.equals("skip")) {
      usage(recording, call);
      if (kind.equals("priced") && !recording.expected().need("confidence").text().equals("low")) {
        price(recording, call);
      }
    }
  }

  private void free(Recording recording, @Nullable RatedCall call) {
    BigDecimal amount = call == null ? null : call.rating().amount();
    if (amount != null && amount.signum() != 0 && !call.usage().estimated()) {
      wronglyBilled.add(recording.id() + " " + amount);
    }
  }

  private void usage(Recording recording, @Nullable RatedCall call) {
    Map<String, JsonValue> wanted = recording.expected().need("usage").members();
    if (!wanted.containsKey("input_tokens") && !wanted.containsKey("output_tokens")) {
      return;
    }
    usages++;
    Map<String, BigDecimal> found = totals(call);
    List<String> wrong =
        COUNTS.stream()
            .filter(
                count ->
                    count(wanted, count).compareTo(found.getOrDefault(count, BigDecimal.ZERO)) != 0)
            .map(count -> count + " wanted " + count(wanted, count) + " found " + found.get(count))
            .toList();
    if (wrong.isEmpty()) {
      usagesRight++;
    } else {
      disagreements.add(recording.id() + " " + wrong);
    }
  }

  private static BigDecimal count(Map<String, JsonValue> wanted, String name) {
    JsonValue value = wanted.get(name);
    return value == null ? BigDecimal.ZERO : value.decimal();
  }

  private static Map<String, BigDecimal> totals(@Nullable RatedCall call) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (Quantity quantity : call == null ? List.<Quantity>of() : call.usage().quantities()) {
      for (String count : counts(quantity.meter())) {
        totals.merge(count, quantity.count(), BigDecimal::add);
      }
    }
    return totals;
  }

  private static List<String> counts(UsageMeter meter) {
    return switch (meter) {
      case INPUT_TOKENS -> List.of("input_tokens");
      case CACHED_INPUT_TOKENS -> List.of("input_tokens", "cache_read_tokens");
      case CACHE_WRITE_TOKENS -> List.of("input_tokens", "cache_write_tokens");
      case OUTPUT_TOKENS -> List.of("output_tokens");
      default -> List.of();
    };
  }

  private void price(Recording recording, @Nullable RatedCall call) {
    prices++;
    BigDecimal amount = call == null ? null : call.rating().amount();
    BigDecimal wanted = recording.expected().need("price_usd").decimal();
    JsonValue stated = recording.expected().get("reported_cost_usd");
    if (near(wanted, amount) || (stated != null && near(stated.decimal(), amount))) {
      pricesRight++;
    } else {
      disagreements.add(
          recording.id()
              + (" wanted " + wanted + " found " + amount)
              + (call == null ? "" : " " + call.rating().reason()));
    }
  }

  private static boolean near(BigDecimal wanted, @Nullable BigDecimal amount) {
    return amount != null
        && amount.subtract(wanted).abs().compareTo(wanted.multiply(TOLERANCE)) <= 0;
  }

  BigDecimal usageShare() {
    return share(usagesRight, usages);
  }

  BigDecimal priceShare() {
    return share(pricesRight, prices);
  }

  private static BigDecimal share(int right, int all) {
    return BigDecimal.valueOf(10_000L * right / Math.max(1, all), 2);
  }
}
