package io.costspan.exchange;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.CallStart;
import io.costspan.pipeline.OpenCall;
import io.costspan.usage.End;
import io.costspan.usage.UsageReader;
import org.jspecify.annotations.Nullable;

/** An exchange that a call record waits for. */
final class LiveExchange implements Exchange {
  private final CallStart start;
  private final UsageReader reader;
  private final OpenCall call;

  LiveExchange(CallStart start, UsageReader reader, OpenCall call) {
    this.start = start;
    this.reader = reader;
    this.call = call;
  }

  @Override
  public BodyTap requestBody(@Nullable String contentType, @Nullable String contentEncoding) {
    return BodyTap.NONE;
  }

  @Override
  public BodyTap responseBody(int status, Headers headers) {
    reader.head(status, headers);
    finish(End.COMPLETE, status, null);
    return BodyTap.NONE;
  }

  @Override
  public void servedFromCache() {
    finish(End.CACHE_HIT, 0, null);
  }

  @Override
  public void failed(@Nullable Throwable cause) {
    finish(End.NO_RESPONSE, 0, cause == null ? null : cause.getClass().getName());
  }

  private void finish(End end, int status, @Nullable String errorType) {
    call.end(
        new CallFacts(
            start.startedAt(),
            0,
            start.serverAddress(),
            start.serverPort(),
            status,
            false,
            errorType),
        reader.finish(end));
  }
}
