package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.costspan.telemetry.otel.OtelHome;
import io.opentelemetry.exporter.internal.otlp.ResourceMarshaler;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An OTLP request with spans, to the byte as OpenTelemetry's exporter would write it. It is written
 * in one pass, and its memory is used again. For one thread at a time.
 */
final class SpanRequest {
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SCHEMA = 3;
  private static final int SCOPE = 1;
  private static final int SCOPE_NAME = 1;
  private static final int SPAN = 2;

  /** Twice of what a full batch takes. */
  private static final int KEPT = 1 << 20;

  private final byte[] resource;
  private final @Nullable String schema;
  private final ProtoBytes out = new ProtoBytes();
  private int ofResource;
  private int ofScope;
  private int spans;

  SpanRequest(Resource resource) {
    this.resource = bytes(resource);
    this.schema = resource.getSchemaUrl();
    begin();
  }

  private static byte[] bytes(Resource resource) {
    ProtoBytes bytes = new ProtoBytes();
    int begun = bytes.begin(RESOURCE);
    try {
      ResourceMarshaler.create(resource).writeBinaryTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.end(begun);
    return bytes.toByteArray();
  }

  /** The next request, with the memory of this one unless that is uncommonly much. */
  @Nullable SpanRequest next() {
    if (out.size() > KEPT) {
      return null;
    }
    begin();
    return this;
  }

  private void begin() {
    out.reset();
    spans = 0;
    ofResource = out.begin(RESOURCE_SPANS);
    out.writeBytes(resource);
    ofScope = out.begin(SCOPE_SPANS);
    int scope = out.begin(SCOPE);
    out.text(SCOPE_NAME, OtelHome.SCOPE);
    out.end(scope);
  }

  /** Adds a span. If it cannot be written, the others are sent all the same. */
  void add(EndedSpan span) {
    int before = out.size();
    try {
      int written = out.begin(SPAN);
      span.write(out);
      out.end(written);
      spans++;
    } catch (Throwable fault) {
      out.cut(before);
      Faults.count("telemetry", fault);
    }
  }

  /** How many spans it has. */
  int spans() {
    return spans;
  }

  /** The whole request. Nothing can be added until the next one begins. */
  ProtoBytes end() {
    out.end(ofScope);
    if (schema != null) {
      out.text(SCHEMA, schema);
    }
    out.end(ofResource);
    return out;
  }
}
