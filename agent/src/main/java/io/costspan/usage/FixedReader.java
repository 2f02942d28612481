package io.costspan.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The reader of an operation of which nothing is to be read: only its billing is known. */
public final class FixedReader implements UsageReader, JsonSink {
  private final String provider;
  private final String operation;
  private final Billing billing;
  private int status;

  /**
   * @param billing of a call that the provider answered with success
   */
  public FixedReader(String provider, String operation, Billing billing) {
    this.provider = provider;
    this.operation = operation;
    this.billing = billing;
  }

  @Override
  public JsonSink request() {
    return this;
  }

  @Override
  public JsonSink response() {
    return this;
  }

  @Override
  public void form(String name, String value, long codePoints) {}

  @Override
  public void head(int status, Headers headers) {
    this.status = status;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public UsageRecord finish(End end, CallStart start) {
    return new UsageRecord(
        provider, operation, null, null, null, List.of(), Map.of(), null, billing(end));
  }

  private Billing billing(End end) {
    if (end == End.CACHE_HIT) {
      return Billing.free(Reasons.CACHE_HIT);
    }
    if (end == End.NO_RESPONSE || (status == 0 && end != End.CLOSED)) {
      return Billing.free(Reasons.NO_RESPONSE);
    }
    return status < 400 ? billing : Billing.free(Reasons.FAILED);
  }

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
