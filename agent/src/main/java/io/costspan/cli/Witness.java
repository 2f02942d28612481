package io.costspan.cli;

import io.costspan.provider.Endpoint;
import io.costspan.provider.Operation;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.OperationProxy;
import io.costspan.provider.Request;
import io.costspan.reading.Explanation;
import io.costspan.reading.UsageReader;
import org.jspecify.annotations.Nullable;

/** Wraps an endpoint, so that the reader of its last call can explain itself. */
final class Witness {
  private @Nullable UsageReader last;

  /** How the last call was read, null if nothing was to be read from it. */
  @Nullable Explanation explanation() {
    return last == null ? null : last.explain();
  }

  /** The same endpoint, whose calls can be explained. */
  Endpoint at(Endpoint endpoint) {
    return new Watched(endpoint);
  }

  private final class Watched implements Endpoint {
    private final Endpoint endpoint;

    Watched(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public String host() {
      return endpoint.host();
    }

    @Override
    public int port() {
      return endpoint.port();
    }

    @Override
    public @Nullable OperationMatch match(Request request) {
      OperationMatch match = endpoint.match(request);
      return match == null
          ? null
          : new OperationMatch(new Read(match.operation()), match.url(), match.head());
    }
  }

  private final class Read extends OperationProxy {
    Read(Operation operation) {
      super(operation);
    }

    @Override
    protected UsageReader reader(UsageReader own) {
      last = own;
      own.keep();
      return own;
    }
  }
}
