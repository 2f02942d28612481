package io.costspan.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call consumed, as read from its exchange. Contains no prompt, completion, key or query
 * string.
 *
 * @param provider value of {@code gen_ai.provider.name}
 * @param operation value of {@code gen_ai.operation.name}
 * @param requestModel the model that the application requested, null if it named none
 * @param responseModel the model that the response names, null if there is none
 * @param responseId the provider's id of the response, null if there is none
 * @param quantities disjoint, but for {@link Quantity#alternative}: rating only multiplies and adds
 * @param attributes attributes of the call as a whole, such as {@code service_tier}, {@code size},
 *     {@code deployment}; a list value is its members joined with commas
 * @param url values that conditions of cards may use as well; the attributes take precedence
 * @param stated the cost that the provider stated, null if there is none
 * @param billing whether the quantities are to be billed
 * @param conversation which conversation the call belongs to
 * @param submittedAt when the job began that this call saw finish, whose prices then apply; null if
 *     there is no job or its beginning was not seen
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
    Conversation conversation,
    @Nullable Instant submittedAt) {

  public static final String UPSTREAM = "upstream";

  /** The tier that served the call, and its value for batches. */
  public static final String SERVICE_TIER = "service_tier";

  public static final String BATCH = "batch";

  public UsageRecord {
    quantities = quantities instanceof Quantities ? quantities : List.copyOf(quantities);
    attributes = Map.copyOf(attributes);
  }

  /** A call without a known URL or job. */
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
        Conversation.NONE,
        null);
  }

  /** A call of which nothing is known but how it is billed. */
  public static UsageRecord unread(String provider, String operation, Billing billing) {
    return new UsageRecord(
        provider, operation, null, null, null, List.of(), Map.of(), null, billing);
  }

  /**
   * The upstream provider that does the work for a gateway, by its name on rate cards; null if none
   * is known.
   */
  public @Nullable String upstream() {
    return attributes.get(UPSTREAM);
  }

  /** Whether any quantity is an estimate. */
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

  /** The index after the last measure of the piece of work whose measures begin at {@code from}. */
  public int endOfWork(int from) {
    int to = from + 1;
    while (to < quantities.size() && quantities.get(to).alternative()) {
      to++;
    }
    return to;
  }

  /**
   * The same record with only one measure for each piece of work, so that quantities are disjoint:
   * the one that was billed, or all measures that are no estimates if none was billed.
   *
   * @param billed for work that is measured in several ways, the quantities that were charged
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
      int before = kept.size();
      for (Quantity measure : measures) {
        boolean told = measures.size() == 1 || measure.exactness() != Exactness.ESTIMATED;
        if (known ? billed.contains(measure) : told) {
          kept.add(kept.size() == before ? measure.asFirst() : measure);
        }
      }
      from = to;
    }
    return kept.size() == quantities.size() ? this : withQuantities(kept);
  }

  /** The same record, billed in another way. */
  public UsageRecord withBilling(Billing other) {
    return new UsageRecord(
        provider,
        operation,
        requestModel,
        responseModel,
        responseId,
        quantities,
        attributes,
        url,
        stated,
        other,
        conversation,
        submittedAt);
  }

  /** The same record of a call that is made for a user, of whom it gets to know no more. */
  public UsageRecord of(String userHash) {
    return in(conversation.with(userHash));
  }

  /** The same record of a call in that conversation. */
  public UsageRecord in(Conversation other) {
    return new UsageRecord(
        provider,
        operation,
        requestModel,
        responseModel,
        responseId,
        quantities,
        attributes,
        url,
        stated,
        billing,
        other,
        submittedAt);
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
        conversation,
        submittedAt);
  }
}
