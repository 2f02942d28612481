package io.costspan.focus;

import io.costspan.rating.Rating;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What all charges of one row have in common.
 *
 * @param start of the day, or of the call
 * @param end exclusive
 * @param application name of the service that made the calls, null if not known
 * @param region where the provider did the work, null if not known
 * @param per units of the meter for which the price is stated
 * @param unitPrice of those, in the pricing currency; null if only the amount is known
 * @param priceId the rate card, null if none was used
 * @param listId the bundled card by which the list cost was computed, null if the charge's own card
 *     is the list
 * @param currency in which the price is stated: ISO 4217 code or {@code x:name}
 * @param call null for the charges of a day
 */
record Subject(
    Kind kind,
    Instant start,
    Instant end,
    @Nullable String application,
    @Nullable String region,
    SortedMap<String, String> owners,
    Sku sku,
    BigDecimal per,
    @Nullable BigDecimal unitPrice,
    @Nullable String priceId,
    @Nullable String listId,
    String currency,
    Rating.Source source,
    Rating.Status rating,
    boolean estimated,
    @Nullable CallId call) {

  /** What a charge is. */
  enum Kind {
    /** A charge line of a call: quantity times price. */
    METERED,
    /** An amount that the provider stated for a call that has no charge lines. */
    STATED,
    /** An amount that the provider stated, less the charge lines of the call. */
    REST
  }

  /** Which call it was; what is not known is null. */
  record CallId(
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String responseId,
      @Nullable String conversationId,
      @Nullable String caller) {}
}
