package io.costspan.cli;

import io.costspan.provider.Endpoint;
import io.costspan.provider.Operation;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.reading.Explanation;
import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.CallUrl;
import io.costspan.wire.JsonPaths;
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

  private final class Read implements Operation {
    private final Operation operation;

    Read(Operation operation) {
      this.operation = operation;
    }

    @Override
    public String provider() {
      return operation.provider();
    }

    @Override
    public String name() {
      return operation.name();
    }

    @Override
    public JsonPaths requestPaths() {
      return operation.requestPaths();
    }

    @Override
    public JsonPaths responsePaths() {
      return operation.responsePaths();
    }

    @Override
    public boolean lines() {
      return operation.lines();
    }

    @Override
    public UsageReader start(CallUrl url, RequestHead head) {
      UsageReader reader = operation.start(url, head);
      last = reader;
      return reader;
    }
  }
}
