package io.costspan.history;

import io.costspan.rating.Rating.Status;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Reasons;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of a line. */
final class Words {
  /** Reasons that come from prices, not from the call. */
  private static final List<String> OF_PRICES =
      List.of(
          Reasons.NO_RATE,
          Reasons.UNKNOWN_MODEL,
          Reasons.UNKNOWN_HARDWARE,
          Reasons.PRICES_UNREAD,
          Reasons.FAULT);

  private Words() {}

  static Exactness exactness(String name) {
    return Exactness.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static Status status(String name) {
    for (Status status : Status.values()) {
      if (status.wireName().equals(name)) {
        return status;
      }
    }
    throw new IllegalArgumentException("the rating is not known to this version");
  }

  static Billing billing(String kind, @Nullable String reason) {
    return new Billing(Billing.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), reason);
  }

  /** How a call was to be billed whose line does not tell, as those of the first versions. */
  static Billing billing(Status status, @Nullable String reason) {
    boolean ofPrices =
        reason == null || OF_PRICES.contains(reason) || reason.startsWith(Reasons.NO_RATE + '.');
    return switch (status) {
      case RATED -> Billing.BILLED;
      case FREE, BLOCKED -> new Billing(Billing.Kind.FREE, reason);
      case PARTIAL -> ofPrices ? Billing.BILLED : new Billing(Billing.Kind.PARTIAL, reason);
      case UNRATED -> ofPrices ? Billing.BILLED : new Billing(Billing.Kind.UNKNOWN, reason);
    };
  }
}
