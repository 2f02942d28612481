package io.costspan.telemetry;

import io.costspan.home.Description;
import io.costspan.pipeline.SpanRef;
import io.costspan.telemetry.otel.OtelHome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of the agent's own on its way to the exporter, whose thread asks for name, ids and
 * attributes: the thread that makes the call writes none of them.
 */
final class EndedSpan implements ReadableSpan, SpanData {
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create(OtelHome.SCOPE);

  private final Resource resource;
  private final @Nullable SpanContext parent;
  private final SpanRef ids;
  private final Description call;
  private final long startNanos;
  private final long endNanos;

  /** What the exporter asks for several times, written once. */
  private @Nullable Attributes attributes;

  private @Nullable SpanContext context;
  private @Nullable String name;

  /**
   * @param parent null for the first span of a trace
   */
  EndedSpan(
      Resource resource,
      @Nullable SpanContext parent,
      SpanRef ids,
      Description call,
      long startNanos,
      long endNanos) {
    this.resource = resource;
    this.parent = parent;
    this.ids = ids;
    this.call = call;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
  }

  @Override
  public SpanData toSpanData() {
    return this;
  }

  @Override
  public String getName() {
    String known = name == null ? call.name() : name;
    name = known;
    return known;
  }

  @Override
  public SpanKind getKind() {
    return SpanKind.CLIENT;
  }

  @Override
  public SpanContext getSpanContext() {
    SpanContext known = context == null ? context() : context;
    context = known;
    return known;
  }

  private SpanContext context() {
    TraceFlags flags =
        TraceFlags.builder()
            .setSampled(true)
            .setRandomTraceId(parent == null || parent.getTraceFlags().isTraceIdRandom())
            .build();
    return SpanContext.create(ids.traceId(), ids.spanId(), flags, TraceState.getDefault());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent == null ? SpanContext.getInvalid() : parent;
  }

  @Override
  public StatusData getStatus() {
    return call.isOfFailure() ? StatusData.error() : StatusData.unset();
  }

  @Override
  public long getStartEpochNanos() {
    return startNanos;
  }

  @Override
  public long getEndEpochNanos() {
    return endNanos;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public long getLatencyNanos() {
    return endNanos - startNanos;
  }

  @Override
  public Attributes getAttributes() {
    Attributes known = attributes == null ? SpanAttributes.of(call) : attributes;
    attributes = known;
    return known;
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return getAttributes().get(key);
  }

  @Override
  public int getTotalAttributeCount() {
    return getAttributes().size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  @SuppressWarnings("deprecation") // part of the interface
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(SCOPE.getName(), SCOPE.getVersion());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
