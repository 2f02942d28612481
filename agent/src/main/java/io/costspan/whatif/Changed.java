package io.costspan.whatif;

import io.costspan.usage.Quantity;
import io.costspan.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Calls that differ from recorded ones. What the provider stated was for the recorded ones. */
final class Changed {
  private static final String MODALITY = "modality";

  private Changed() {}

  static UsageRecord copy(
      UsageRecord usage, Map<String, String> attributes, List<Quantity> quantities) {
    return new UsageRecord(
        usage.provider(),
        usage.operation(),
        usage.requestModel(),
        usage.responseModel(),
        usage.responseId(),
        quantities,
        attributes,
        usage.url(),
        null,
        usage.billing(),
        usage.conversation(),
        usage.submittedAt());
  }

  /** The same call, if its text were so many times as many tokens. */
  static UsageRecord withTextTimes(UsageRecord usage, BigDecimal factor) {
    return usage.withQuantities(
        usage.quantities().stream()
            .map(quantity -> isText(quantity) ? times(quantity, factor) : quantity)
            .toList());
  }

  private static boolean isText(Quantity quantity) {
    return quantity.meter().isTokens()
        && "text".equals(quantity.attributes().getOrDefault(MODALITY, "text"));
  }

  private static Quantity times(Quantity quantity, BigDecimal factor) {
    return new Quantity(
        quantity.meter(),
        quantity.count().multiply(factor),
        quantity.attributes(),
        quantity.exactness(),
        quantity.alternative());
  }
}
