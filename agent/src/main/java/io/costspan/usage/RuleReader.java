package io.costspan.usage;

import io.costspan.health.Excerpt;
import io.costspan.health.Faults;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one call by the rules of its operation. */
final class RuleReader implements UsageReader {
  private final UsageRules rules;
  private final String provider;
  private final String operation;
  private final CallUrl url;
  private final @Nullable Object[] cells;
  private final CellSink response;
  private @Nullable CellSink request;
  private int status;

  RuleReader(UsageRules rules, String provider, String operation, CallUrl url, RequestHead head) {
    this.rules = rules;
    this.provider = provider;
    this.operation = operation;
    this.url = url;
    this.cells = new Object[rules.cells()];
    this.response = new CellSink(rules.response(), cells);
    rules.captured().forEach((name, cell) -> cells[cell] = told(url.get(name)));
    rules.head().forEach((place, cell) -> cells[cell] = told(head.get(place)));
  }

  /** An empty text tells nothing. */
  private static @Nullable String told(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public @Nullable String upstream() {
    return text(UsageRecord.UPSTREAM);
  }

  @Override
  public JsonSink request() {
    List<Cell> asked = rules.request().cells();
    for (int i = 0; i < asked.size(); i++) {
      cells[asked.get(i).index()] = null;
    }
    request = new CellSink(rules.request(), cells);
    return request;
  }

  @Override
  public JsonSink response() {
    return response;
  }

  @Override
  public void form(String name, String value, long codePoints) {
    Integer slot = rules.formSlots().get(name);
    if (slot != null) {
      (request == null ? request() : request)
          .text(slot, value, codePoints, Math.max(codePoints, value.length()));
    }
  }

  @Override
  public void head(int status, Headers headers) {
    this.status = status;
    rules.headers().forEach((name, cell) -> cells[cell] = told(headers.get(name)));
  }

  @Override
  public boolean complete() {
    return rules.response().paths().size() == 0 || Conditions.anyHolds(rules.done(), cells);
  }

  @Override
  public UsageRecord finish(End end, CallStart start) {
    JobRule job = rules.job();
    String id = job == null || !job.concerns(cells) ? null : text(UsageRules.RESPONSE_ID);
    if (job == null || id == null) {
      return record(found(end, true), null, null);
    }
    if (succeeded() && job.isPending(cells)) {
      rules.jobs().pending(PendingJob.of(id, rules, job, start, url, cells));
      return record(Found.free(Reasons.NOT_BILLABLE), id, null);
    }
    PendingJob known = rules.jobs().find(provider, id);
    if (known != null) {
      known.fill(rules, cells);
    }
    Found found = found(end, known == null);
    return record(
        new Found(ofJob(id, known, found.billing(), end), found.quantities()),
        id,
        known == null ? null : known.start().startedAt());
  }

  /** Of a job that was not seen finished, as an estimate from what was kept of it. */
  UsageRecord settled(PendingJob job) {
    job.fill(rules, cells);
    Work guessed = guessed();
    Work work = guessed.size() == 0 ? work(rules.quantities(), true, false) : guessed;
    boolean unknown = work.size() == 0 && stated() == null;
    Billing billing = unknown ? Billing.unknown(Reasons.JOB_UNFINISHED) : Billing.BILLED;
    return record(found(billing, work), job.id(), null);
  }

  /** What was found out of a call; quantities only if it is billed. */
  private record Found(Billing billing, List<Quantity> quantities) {
    static Found free(String reason) {
      return new Found(Billing.free(reason), List.of());
    }
  }

  /**
   * @param open whether a reply that tells no usage may be estimated
   */
  private Found found(End end, boolean open) {
    Billing told = unseen(complete(billing(end)));
    Billing billing = open && unknown(told) && isPaid(told) ? Billing.BILLED : told;
    boolean billed = billing.kind() == Billing.Kind.BILLED;
    if (billed ? cut(end) : open && isGuessable(billing)) {
      Work guessed = guessed();
      if (guessed.size() > 0 || !guessed.sound()) {
        return found(Billing.BILLED, guessed);
      }
    }
    return billed ? found(billing, work(end)) : new Found(billing, List.of());
  }

  /** Of figures that cannot be meant none is billed. */
  private Found found(Billing billing, Work work) {
    StatedRule stated = rules.stated();
    boolean sound = work.sound() && (stated == null || stated.sound(cells, requests()));
    return sound
        ? new Found(billing, work.quantities())
        : new Found(Billing.unknown(Reasons.MALFORMED_USAGE), List.of());
  }

  /** The provider names what it takes, though not for what. */
  private boolean isPaid(Billing unknown) {
    StatedAmount amount = stated();
    return amount != null
        && amount.amount().signum() > 0
        && !Reasons.FAULT.equals(unknown.reason());
  }

  /** Work was done, but the reply was cut before its usage or has none. */
  private boolean isGuessable(Billing billing) {
    return Reasons.ABORTED.equals(billing.reason())
        || (Reasons.NO_USAGE.equals(billing.reason()) && response.documents() > 0);
  }

  private Work guessed() {
    return work(rules.estimate(), true, false);
  }

  private UsageRecord record(Found found, @Nullable String jobId, @Nullable Instant submittedAt) {
    boolean billed = found.billing().kind() == Billing.Kind.BILLED;
    return new UsageRecord(
        provider,
        operation,
        text(UsageRules.REQUEST_MODEL),
        text(UsageRules.RESPONSE_MODEL),
        jobId == null ? text(UsageRules.RESPONSE_ID) : jobId,
        billed ? found.quantities() : List.of(),
        attributes(),
        url,
        billed ? stated() : null,
        found.billing(),
        submittedAt);
  }

  /** Bills a job that is over once; a broken view of one is nothing. */
  private Billing ofJob(String id, @Nullable PendingJob known, Billing billing, End end) {
    boolean result = known != null || isResult(billing);
    boolean over = end == End.COMPLETE && (succeeded() ? result : isToldFree());
    if (billing.kind() != Billing.Kind.BILLED && !over) {
      return known != null && unknown(billing) && end != End.FAULT
          ? Billing.free(Reasons.NOT_BILLABLE)
          : billing;
    }
    boolean first = rules.jobs().finish(provider, id);
    return first || billing.kind() == Billing.Kind.FREE
        ? billing
        : Billing.free(Reasons.ALREADY_RATED);
  }

  /** A job that failed is over too. */
  private static boolean isResult(Billing billing) {
    return unknown(billing) || Reasons.FAILED.equals(billing.reason());
  }

  /** Whether the reply to a failed call says itself that nothing is billed: the job failed. */
  private boolean isToldFree() {
    return rules.billing().freeReason(cells) != null;
  }

  private static boolean unknown(Billing billing) {
    return billing.kind() == Billing.Kind.UNKNOWN;
  }

  private boolean succeeded() {
    return BillingRule.succeeded(status);
  }

  private Billing billing(End end) {
    return switch (end) {
      case NO_RESPONSE -> Billing.free(Reasons.NO_RESPONSE);
      case CACHE_HIT -> Billing.free(Reasons.CACHE_HIT);
      case FAULT -> Billing.unknown(Reasons.FAULT);
      default -> status == 0 ? unanswered(end) : rules.billing().billing(end, status, cells);
    };
  }

  /** A request that left and was given up may have been worked on. */
  private static Billing unanswered(End end) {
    return end == End.CLOSED ? Billing.unknown(Reasons.ABORTED) : Billing.free(Reasons.NO_RESPONSE);
  }

  /** A list of which only a part was counted must not pass for the whole. */
  private Billing complete(Billing billing) {
    if (billing.kind() == Billing.Kind.BILLED) {
      for (WorkRule rule : rules.quantities()) {
        if (rule.incomplete(cells)) {
          Faults.count("tally_full");
          return Billing.unknown(Reasons.FAULT);
        }
      }
    }
    return billing;
  }

  /** Forgets ids that earlier calls have shown; a call with no others is free. */
  private Billing unseen(Billing billing) {
    boolean any = false;
    for (Field field : rules.unseen()) {
      if (billing.kind() == Billing.Kind.BILLED && field.value(cells) instanceof Set<?> ids) {
        ids.removeIf(id -> !rules.jobs().finish(provider, String.valueOf(id)));
        any |= !ids.isEmpty();
      }
    }
    return any || rules.unseen().isEmpty() || billing.kind() != Billing.Kind.BILLED
        ? billing
        : Billing.free(Reasons.ALREADY_RATED);
  }

  private @Nullable StatedAmount stated() {
    StatedRule stated = rules.stated();
    return stated == null ? null : stated.amount(cells);
  }

  private Work work(End end) {
    Work work = work(rules.quantities(), cut(end), false);
    return work.size() == 0 ? work(rules.quantities(), cut(end), true) : work;
  }

  /** Zeros are told only if there is nothing else, because "nothing" is not "unknown". */
  private Work work(List<WorkRule> works, boolean estimated, boolean zeros) {
    Work work = new Work(works.size(), requests());
    for (WorkRule rule : works) {
      rule.addTo(work, cells, estimated, zeros);
    }
    return work;
  }

  /** How many calls this one stands for: those that a batch says it has, or one a line. */
  private BigDecimal requests() {
    Field told = rules.requests();
    BigDecimal lines = rules.lines() ? BigDecimal.valueOf(response.documents()) : null;
    return Bounds.requests(told == null ? lines : told.number(cells));
  }

  /** Whether a stream stopped before the event that makes its counts final. */
  private boolean cut(End end) {
    return end != End.COMPLETE
        && response.documents() > 0
        && !rules.done().isEmpty()
        && !Conditions.anyHolds(rules.done(), cells);
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = Map.of();
    for (Map.Entry<String, Field> attribute : rules.attributes().entrySet()) {
      String text = attribute.getValue().text(cells);
      if (text != null) {
        attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
        attributes.put(attribute.getKey(), text);
      }
    }
    return attributes;
  }

  private @Nullable String text(String name) {
    Field field = rules.field(name);
    String text = field == null ? null : field.text(cells);
    return text == null ? null : Excerpt.cut(text, JsonPaths.TEXT_LIMIT);
  }
}
