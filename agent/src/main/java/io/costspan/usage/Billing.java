package io.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * Whether a call is billed at all, as far as the wire tells.
 *
 * @param reason one of {@link Reasons}, null only for {@link Kind#BILLED}
 */
public record Billing(Kind kind, @Nullable String reason) {

  /** What the provider does with the call. */
  public enum Kind {
    /** Quantities hold and are to be rated. */
    BILLED,
    /** The provider does not bill it. */
    FREE,
    /** It may have cost something, but what cannot be known. */
    UNKNOWN
  }

  public static final Billing BILLED = new Billing(Kind.BILLED, null);

  public static Billing free(String reason) {
    return new Billing(Kind.FREE, reason);
  }

  public static Billing unknown(String reason) {
    return new Billing(Kind.UNKNOWN, reason);
  }
}
