package io.costspan.provider;

import io.costspan.reading.Explanation;
import io.costspan.reading.Jobs;
import io.costspan.reading.UsageReader;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.End;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.Headers;
import io.costspan.wire.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * An operation behind a gateway that rates the calls itself, so that here they are only counted.
 */
final class CountedOperation extends OperationProxy {
  CountedOperation(Operation operation) {
    super(operation);
  }

  @Override
  protected UsageReader reader(UsageReader own) {
    return new Counted(own);
  }

  /** Reads the models of a call, but bills nothing and remembers no job. */
  private record Counted(UsageReader reader) implements UsageReader {
    @Override
    public Wanted request() {
      return reader.request();
    }

    @Override
    public @Nullable String model(boolean whole) {
      return reader.model(whole);
    }

    @Override
    public Wanted response() {
      return reader.response();
    }

    @Override
    public void field(String name, String value, long codePoints) {
      reader.field(name, value, codePoints);
    }

    @Override
    public void head(int status, Headers headers) {
      reader.head(status, headers);
    }

    @Override
    public boolean complete() {
      return reader.complete();
    }

    @Override
    public @Nullable String user() {
      return reader.user();
    }

    @Override
    public void keep() {
      reader.keep();
    }

    @Override
    public void release() {
      reader.release();
    }

    @Override
    public @Nullable Explanation explain() {
      return reader.explain();
    }

    @Override
    public UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs) {
      Jobs nobodys = new Jobs((begun, usage) -> {});
      UsageRecord usage = reader.finish(end, streamed, start, nobodys);
      return usage.billing().kind() == Billing.Kind.FREE
          ? usage
          : usage.withBilling(Billing.free(Reasons.GATEWAY));
    }
  }
}
