package io.costspan.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call consumed, read from the wire. Holds no prompt, completion, key or query string.
 *
 * @param provider value of {@code gen_ai.provider.name}
 * @param operation value of {@code gen_ai.operation.name}
 * @param requestModel as the application asked, null if the request named none
 * @param responseModel as the provider answered, null if the response named none
 * @param responseId the provider's id of the answer, null if none
 * @param quantities disjoint, but for {@link Quantity#alternative}: rating only multiplies and adds
 * @param attributes of the call as a whole, such as {@code service_tier}, {@code size}, {@code
 *     deployment}; a list value is its members joined with commas
 * @param url what cards may ask of any call, unless the attributes know better
 * @param stated the provider's own figure, null if it sent none
 * @param billing whether the quantities are to be billed
 * @param submittedAt when the job began that this call saw finished: the prices of then count; null
 *     if there is none or its begin was not seen
 */
public record UsageRecord(
    String provider,
    String operation,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable String responseId,
    List<Quantity> quantities,
    Map<String, String> attributes,
    CallUrl url,
    @Nullable StatedAmount stated,
    Billing billing,
    @Nullable Instant submittedAt) {

  public static final String UPSTREAM = "upstream";

  public UsageRecord {
    quantities = List.copyOf(quantities);
    attributes = Map.copyOf(attributes);
  }

  /** A call of which no URL and no job is known. */
  public UsageRecord(
      String provider,
      String operation,
      @Nullable String requestModel,
      @Nullable String responseModel,
      @Nullable String responseId,
      List<Quantity> quantities,
      Map<String, String> attributes,
      @Nullable StatedAmount stated,
      Billing billing) {
    this(
        provider,
        operation,
        requestModel,
        responseModel,
        responseId,
        quantities,
        attributes,
        CallUrl.NONE,
        stated,
        billing,
        null);
  }

  /** A call of which nothing was read but what becomes of it. */
  public static UsageRecord unread(String provider, String operation, Billing billing) {
    return new UsageRecord(
        provider, operation, null, null, null, List.of(), Map.of(), null, billing);
  }

  /**
   * The provider that does the work for a gateway, in the terms of price cards; null if none is
   * known.
   */
  public @Nullable String upstream() {
    return attributes.get(UPSTREAM);
  }

  /** Whether any quantity is a guess. */
  public boolean estimated() {
    for (int i = 0; i < quantities.size(); i++) {
      if (quantities.get(i).exactness() == Exactness.ESTIMATED) {
        return true;
      }
    }
    return false;
  }

  private boolean hasAlternatives() {
    for (int i = 0; i < quantities.size(); i++) {
      if (quantities.get(i).alternative()) {
        return true;
      }
    }
    return false;
  }

  /** Where the measures of the piece of work end that begin at that quantity. */
  public int endOfWork(int from) {
    int to = from + 1;
    while (to < quantities.size() && quantities.get(to).alternative()) {
      to++;
    }
    return to;
  }

  /**
   * The same record with one measure of each piece of work, so that quantities are disjoint: that
   * which was billed, or all that are no guesses if none was.
   *
   * @param billed of work that is measured in several ways, the quantities that were charged
   */
  public UsageRecord measuredBy(List<Quantity> billed) {
    if (!hasAlternatives()) {
      return this;
    }
    List<Quantity> kept = new ArrayList<>();
    for (int from = 0; from < quantities.size(); ) {
      int to = endOfWork(from);
      List<Quantity> measures = quantities.subList(from, to);
      boolean known = measures.stream().anyMatch(billed::contains);
      for (Quantity measure : measures) {
        boolean told = measures.size() == 1 || measure.exactness() != Exactness.ESTIMATED;
        if (known ? billed.contains(measure) : told) {
          kept.add(measure);
        }
      }
      from = to;
    }
    return kept.size() == quantities.size() ? this : withQuantities(kept);
  }

  /** The same record with other quantities. */
  public UsageRecord withQuantities(List<Quantity> kept) {
    return new UsageRecord(
        provider,
        operation,
        requestModel,
        responseModel,
        responseId,
        kept,
        attributes,
        url,
        stated,
        billing,
        submittedAt);
  }
}
