package io.costspan.reading;

import io.costspan.cells.CellSink;
import io.costspan.cells.Values;
import io.costspan.health.Excerpt;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Conversation;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import io.costspan.verdict.EndedCall;
import io.costspan.verdict.JobEnd;
import io.costspan.verdict.Verdict;
import io.costspan.wire.Headers;
import io.costspan.wire.JsonPaths;
import io.costspan.wire.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one call by the rules of its operation. */
final class RuleReader implements UsageReader {
  /** Operations whose usage consists of input only, although the reader for chat may read it. */
  private static final Set<String> WITHOUT_OUTPUT = Set.of("embeddings", "rerank", "moderation");

  private final UsageRules rules;
  private final String provider;
  private final String operation;
  private final CallUrl url;
  private final CallCells its;
  private final @Nullable Object[] cells;
  private boolean requested;

  /** Whether the cells are not left to another call, or have been left already. */
  private boolean kept;

  private int status;
  private @Nullable RuleCall over;

  /** Whether no call has shown a result; null unless each result is billed by itself. */
  private @Nullable Predicate<String> isNew;

  RuleReader(UsageRules rules, String provider, String operation, CallUrl url, RequestHead head) {
    this.rules = rules;
    this.provider = provider;
    this.operation = operation;
    this.url = url;
    this.its = rules.take();
    this.cells = its.values;
    List<Places.Named> captured = rules.places().captured;
    for (int i = 0; i < captured.size(); i++) {
      keep(captured.get(i), url.get(captured.get(i).name()));
    }
    List<Places.Named> asked = rules.places().head;
    for (int i = 0; i < asked.size(); i++) {
      keep(asked.get(i), head.get(asked.get(i).name()));
    }
  }

  /** Keeps a text that is read by its name; an empty one counts as missing. */
  private void keep(Places.Named place, @Nullable String text) {
    cells[place.cell()] = text == null || text.isEmpty() ? null : text;
  }

  @Override
  public @Nullable String upstream() {
    return text(UsageRecord.UPSTREAM);
  }

  @Override
  public void know(Jobs jobs) {
    if (rules.places().response.tellsApart()) {
      isNew = id -> jobs.show(provider, url.path(), id);
      its.response.countOnly(isNew);
    }
  }

  @Override
  public Wanted request() {
    rules.places().request.clear(cells);
    its.request.forget();
    requested = true;
    return its.ofRequest;
  }

  @Override
  public @Nullable String model(boolean whole) {
    Field field = rules.field(UsageRules.REQUEST_MODEL);
    if (field == null || field.isSettled(cells, whole)) {
      String model = text(UsageRules.REQUEST_MODEL);
      boolean none = model == null && rules.field(UsageRules.RESPONSE_MODEL) == null;
      return none ? "" : model;
    }
    return null;
  }

  @Override
  public Wanted response() {
    return its.ofResponse;
  }

  @Override
  public void field(String name, String value, long codePoints) {
    if (!requested) {
      request();
    }
    CellSink sink = its.request;
    sink.read();
    Integer slot = rules.formSlots().get(name);
    if (slot != null) {
      sink.text(slot, value, codePoints, Math.max(codePoints, value.length()));
    }
  }

  @Override
  public void head(int status, Headers headers) {
    if (this.status != 0) {
      beginAgain();
    }
    this.status = status;
    List<Places.Named> wanted = rules.places().headers;
    for (int i = 0; i < wanted.size(); i++) {
      keep(wanted.get(i), headers.get(wanted.get(i).name()));
    }
  }

  private void beginAgain() {
    rules.places().response.clear(cells);
    its.response.forget();
    if (isNew != null) {
      its.response.countOnly(isNew);
    }
  }

  @Override
  public boolean complete() {
    return its.ofResponse.paths().size() == 0 || its.ofResponse.enough().getAsBoolean();
  }

  @Override
  public UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs) {
    RuleCall.How how = new RuleCall.How(end, streamed, status);
    JobRule job = rules.job();
    String id = job == null || !job.concerns(cells) ? null : text(UsageRules.RESPONSE_ID);
    if (job == null || id == null) {
      RuleCall call = call(how, EndedCall.Job.NONE, jobs);
      return record(Verdict.of(call), call, null, null);
    }
    if (Verdict.succeeded(status) && job.isPending(cells)) {
      jobs.pending(PendingJob.of(id, rules, job, start, url, cells));
      RuleCall call = call(how, EndedCall.Job.PENDING, jobs);
      return record(Verdict.of(call), call, id, null);
    }
    PendingJob known = jobs.find(provider, id);
    if (known != null) {
      known.fill(rules, cells);
    }
    EndedCall.Job seen = known == null ? EndedCall.Job.UNKNOWN : EndedCall.Job.KNOWN;
    RuleCall call = call(how, seen, jobs);
    Verdict verdict = ofJob(Verdict.of(call), call, id, jobs);
    return record(verdict, call, id, known == null ? null : known.start().startedAt());
  }

  private RuleCall call(RuleCall.How how, EndedCall.Job job, Jobs jobs) {
    List<UsageMeter> together = WITHOUT_OUTPUT.contains(operation) ? List.of() : rules.together();
    return new RuleCall(rules, provider, together, cells, its.response, how, job, jobs);
  }

  /** Bills a finished job only once, unless each of its results is billed by itself. */
  private Verdict ofJob(Verdict verdict, RuleCall call, String id, Jobs jobs) {
    boolean again = JobEnd.isSeen(verdict, call) && !finish(verdict, id, jobs);
    boolean whole = !rules.places().response.tellsApart();
    boolean work = verdict.showsWork() || verdict.kind() == Billing.Kind.UNKNOWN;
    return again && whole && work ? Verdict.free(Reasons.ALREADY_RATED) : verdict;
  }

  private boolean finish(Verdict verdict, String id, Jobs jobs) {
    return verdict.kind() == Billing.Kind.UNKNOWN
        ? jobs.finishUnrated(provider, id)
        : jobs.finish(provider, id);
  }

  /** The usage of a job that nobody saw finish, estimated from what was kept of it. */
  UsageRecord settled(PendingJob job, Jobs jobs) {
    job.fill(rules, cells);
    RuleCall.How how = new RuleCall.How(End.CLOSED, false, status);
    RuleCall call = call(how, EndedCall.Job.UNFINISHED, jobs);
    return record(Verdict.of(call), call, job.id(), null);
  }

  private UsageRecord record(
      Verdict verdict, RuleCall call, @Nullable String jobId, @Nullable Instant submittedAt) {
    over = call;
    return new UsageRecord(
        provider,
        operation,
        text(UsageRules.REQUEST_MODEL),
        text(UsageRules.RESPONSE_MODEL),
        jobId == null ? text(UsageRules.RESPONSE_ID) : jobId,
        call.quantities(verdict),
        attributes(),
        url,
        verdict.isBilled() ? call.amount() : null,
        verdict.billing(call.missing(verdict)),
        Conversation.of(id(UsageRules.CONVERSATION_ID)),
        submittedAt);
  }

  @Override
  public @Nullable String user() {
    return id(UsageRules.USER_ID);
  }

  /** An object in place of an id is none. */
  private @Nullable String id(String name) {
    Field field = rules.field(name);
    Object value = field == null ? null : field.value(cells);
    return value == null || value == Values.PRESENT
        ? null
        : Excerpt.cut(Values.text(value), JsonPaths.TEXT_LIMIT);
  }

  @Override
  public void keep() {
    kept = true;
  }

  @Override
  public void release() {
    if (!kept) {
      kept = true; // Left twice, they would belong to two calls.
      over = null;
      rules.leave(its);
    }
  }

  @Override
  public @Nullable Explanation explain() {
    return over == null ? null : Explanation.of(rules, cells, over);
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = Map.of();
    List<Map.Entry<String, Field>> named = rules.attributes();
    for (int i = 0; i < named.size(); i++) {
      String text = named.get(i).getValue().text(cells);
      if (text != null) {
        attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
        attributes.put(named.get(i).getKey(), text);
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
