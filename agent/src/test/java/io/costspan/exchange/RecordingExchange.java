package io.costspan.exchange;

import io.costspan.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for a live exchange: what a client's wrappers reported, in order. */
public final class RecordingExchange implements Exchange {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<RecordingTap> requests = new ArrayList<>();
  private RecordingTap response = new RecordingTap("response", events);
  private String responseEncoding;

  /** Heads, ends, closes and failures. */
  public List<String> events() {
    return events;
  }

  /** The bytes of each writing of the request. */
  public List<String> requests() {
    return requests.stream().map(RecordingTap::seen).toList();
  }

  /** The bytes of the response. */
  public String response() {
    return response.seen();
  }

  /** The response's content encoding, as announced with its head. */
  public String responseEncoding() {
    return responseEncoding;
  }

  @Override
  public void hop() {
    events.add("hop");
  }

  @Override
  public void answered() {
    events.add("answered");
  }

  @Override
  public BodyTap requestBody(String contentType, String contentEncoding) {
    events.add("request " + contentType);
    RecordingTap tap = new RecordingTap("request", events);
    requests.add(tap);
    return tap;
  }

  @Override
  public BodyTap responseBody(int status, Headers headers) {
    events.add("response " + status + " " + headers.get("content-type"));
    responseEncoding = headers.get("Content-Encoding");
    response = new RecordingTap("response", events);
    return response;
  }

  @Override
  public void requestUnseen() {}

  @Override
  public void servedFromCache() {
    events.add("cache");
  }

  @Override
  public void failed(Throwable cause) {
    events.add("failed " + cause);
  }
}
