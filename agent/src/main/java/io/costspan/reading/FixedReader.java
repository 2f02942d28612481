package io.costspan.reading;

import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.CallUrl;
import io.costspan.usage.Conversation;
import io.costspan.usage.End;
import io.costspan.usage.UsageRecord;
import io.costspan.verdict.UnreadCall;
import io.costspan.verdict.Verdict;
import io.costspan.wire.Headers;
import io.costspan.wire.JsonPaths;
import io.costspan.wire.JsonSink;
import io.costspan.wire.Wanted;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The reader of an operation from which nothing is read: only its billing is known. */
public final class FixedReader implements UsageReader {
  private static final Wanted NOTHING = new Wanted(new JsonPaths(), new Nobody(), () -> true);

  private final String provider;
  private final String operation;
  private final @Nullable String free;
  private final CallUrl url;
  private int status;

  /**
   * @param free why the operation is not billed, null if it is not known what it does
   * @param url which may show the conversation
   */
  public FixedReader(String provider, String operation, @Nullable String free, CallUrl url) {
    this.url = url;
    this.provider = provider;
    this.operation = operation;
    this.free = free;
  }

  @Override
  public Wanted request() {
    return NOTHING;
  }

  @Override
  public Wanted response() {
    return NOTHING;
  }

  @Override
  public void field(String name, String value, long codePoints) {}

  @Override
  public void head(int status, Headers headers) {
    this.status = status;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs) {
    Billing verdict = Verdict.of(new UnreadCall(end, status, free)).billing(null);
    Conversation conversation = Conversation.of(url.get(UsageRules.CONVERSATION_ID));
    return UsageRecord.unread(provider, operation, verdict).in(conversation);
  }

  private static final class Nobody implements JsonSink {
    @Override
    public void text(int slot, String value) {}

    @Override
    public void number(int slot, BigDecimal value) {}

    @Override
    public void bool(int slot, boolean value) {}

    @Override
    public void nothing(int slot) {}

    @Override
    public void begin(int slot) {}

    @Override
    public void end(int slot) {}

    @Override
    public void endDocument() {}
  }
}
