package io.costspan.exchange;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Operation;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.reading.Jobs;
import io.costspan.reading.RequestHead;
import io.costspan.reading.UsageReader;
import io.costspan.usage.Billing;
import io.costspan.usage.CallStart;
import io.costspan.usage.CallUrl;
import io.costspan.usage.End;
import io.costspan.usage.UsageRecord;
import io.costspan.wire.ForgettingSink;
import io.costspan.wire.Headers;
import io.costspan.wire.JsonPaths;
import io.costspan.wire.JsonSink;
import io.costspan.wire.RecordingSink;
import io.costspan.wire.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that writes down what an exchange tells it, and the calls that come out of it. */
public final class FakeProvider implements Endpoint, Operation, UsageReader, Calls {
  final List<String> forms = new ArrayList<>();
  final List<CallFacts> facts = new CopyOnWriteArrayList<>();
  public final List<End> ends = new CopyOnWriteArrayList<>();
  RecordingSink request = new RecordingSink();
  public final RecordingSink response = new RecordingSink();
  boolean free;
  boolean completeAtHead;
  String completeAfter;
  Runnable onComplete = () -> {};
  RuntimeException onHead;
  RuntimeException onFinish;

  private final JsonPaths requestPaths = paths("model", "n");
  private final JsonPaths responsePaths = paths("usage.in", "usage.out", "model");
  private boolean headSeen;
  private boolean quiet;

  public static JsonPaths paths(String... wanted) {
    JsonPaths paths = new JsonPaths();
    List.of(wanted).forEach(paths::add);
    return paths;
  }

  public static Wanted wanted(JsonSink sink, String... paths) {
    return new Wanted(paths(paths), sink, () -> false);
  }

  public Exchange open() {
    return new Exchanges((host, port) -> this, this)
        .open(this, Request.of("POST", "/v1/chat", Headers.NONE));
  }

  /** An exchange whose reader forgets what it is told. */
  Exchange openQuietly() {
    quiet = true;
    return open();
  }

  /** The single call that came out. */
  CallFacts onlyFacts() {
    if (facts.size() != 1) {
      throw new AssertionError("calls: " + facts);
    }
    return facts.get(0);
  }

  @Override
  public String host() {
    return "api.example.com";
  }

  @Override
  public int port() {
    return 443;
  }

  @Override
  public OperationMatch match(Request asked) {
    return asked.path().startsWith("/v1")
        ? new OperationMatch(this, CallUrl.NONE, RequestHead.NONE)
        : null;
  }

  @Override
  public String provider() {
    return "example";
  }

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public boolean mayCost(Request request) {
    return !free;
  }

  @Override
  public UsageReader start(CallUrl url, RequestHead head) {
    return this;
  }

  @Override
  public Wanted request() {
    request = new RecordingSink();
    forms.clear();
    return new Wanted(requestPaths, quiet ? new ForgettingSink() : request, () -> false);
  }

  @Override
  public Wanted response() {
    return new Wanted(responsePaths, quiet ? new ForgettingSink() : response, this::complete);
  }

  @Override
  public void field(String name, String value, long codePoints) {
    forms.add(name + "=" + value);
  }

  @Override
  public void head(int status, Headers headers) {
    headSeen = true;
    if (onHead != null) {
      throw onHead;
    }
  }

  @Override
  public boolean complete() {
    onComplete.run();
    return (completeAtHead && headSeen) || response.calls().contains(completeAfter);
  }

  @Override
  public UsageRecord finish(End end, boolean streamed, CallStart start, Jobs jobs) {
    ends.add(end);
    if (onFinish != null) {
      throw onFinish;
    }
    return new UsageRecord(
        "example", "chat", null, null, null, List.of(), Map.of(), null, Billing.BILLED);
  }

  @Override
  public OpenCall begin(CallStart start) {
    return (facts, usage) -> this.facts.add(facts);
  }
}
