package io.costspan.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The spans of a request as a collector understands them. */
final class SentSpans {
  private static final int REMOTE = 0x200;

  private SentSpans() {}

  static List<SpanData> of(byte[] request) {
    List<SpanData> spans = new ArrayList<>();
    try {
      for (ResourceSpans resource :
          ExportTraceServiceRequest.parseFrom(request).getResourceSpansList()) {
        Resource its =
            Resource.create(
                attributes(resource.getResource().getAttributesList()),
                resource.getSchemaUrl().isEmpty() ? null : resource.getSchemaUrl());
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          InstrumentationScopeInfo whose =
              InstrumentationScopeInfo.create(scope.getScope().getName());
          scope.getSpansList().forEach(span -> spans.add(span(its, whose, span)));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    return spans;
  }

  private static SpanData span(Resource resource, InstrumentationScopeInfo scope, Span span) {
    SpanContext own =
        SpanContext.create(
            hex(span.getTraceId()),
            hex(span.getSpanId()),
            TraceFlags.fromByte((byte) span.getFlags()),
            TraceState.getDefault());
    Attributes attributes = attributes(span.getAttributesList());
    return TestSpanData.builder()
        .setResource(resource)
        .setInstrumentationScopeInfo(scope)
        .setSpanContext(own)
        .setParentSpanContext(parent(span))
        .setName(span.getName())
        .setKind(SpanKind.valueOf(span.getKind().name().replace("SPAN_KIND_", "")))
        .setStartEpochNanos(span.getStartTimeUnixNano())
        .setEndEpochNanos(span.getEndTimeUnixNano())
        .setHasEnded(true)
        .setAttributes(attributes)
        .setTotalAttributeCount(attributes.size() + span.getDroppedAttributesCount())
        .setStatus(
            span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                ? StatusData.error()
                : StatusData.unset())
        .build();
  }

  private static SpanContext parent(Span span) {
    String id = hex(span.getParentSpanId());
    if (id.isEmpty()) {
      return SpanContext.getInvalid();
    }
    String trace = hex(span.getTraceId());
    TraceFlags flags = TraceFlags.getSampled();
    return (span.getFlags() & REMOTE) == 0
        ? SpanContext.create(trace, id, flags, TraceState.getDefault())
        : SpanContext.createFromRemoteParent(trace, id, flags, TraceState.getDefault());
  }

  private static Attributes attributes(List<KeyValue> pairs) {
    AttributesBuilder attributes = Attributes.builder();
    pairs.forEach(pair -> put(pair.getKey(), pair.getValue(), attributes));
    return attributes.build();
  }

  private static void put(String name, AnyValue value, AttributesBuilder to) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> to.put(name, value.getStringValue());
      case BOOL_VALUE -> to.put(name, value.getBoolValue());
      case INT_VALUE -> to.put(name, value.getIntValue());
      case DOUBLE_VALUE -> to.put(name, value.getDoubleValue());
      case ARRAY_VALUE ->
          to.put(
              AttributeKey.stringArrayKey(name),
              value.getArrayValue().getValuesList().stream()
                  .map(AnyValue::getStringValue)
                  .toList());
      default -> throw new IllegalStateException(name + " has no value");
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
