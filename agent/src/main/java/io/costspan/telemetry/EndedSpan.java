package io.costspan.telemetry;

import io.costspan.home.Description;
import io.costspan.profile.ChargeTexts;
import io.opentelemetry.api.trace.SpanContext;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of the agent's own on its way to the collector. The thread that sends it writes it, not
 * the one that makes the call. The numbers of its fields are those of OTLP.
 */
final class EndedSpan {
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_ID = 4;
  private static final int NAME = 5;
  private static final int KIND = 6;
  private static final int CLIENT = 3;
  private static final int START = 7;
  private static final int END = 8;
  private static final int ATTRIBUTE = 9;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STATUS = 15;
  private static final int STATUS_CODE = 3;
  private static final int ERROR = 2;
  private static final int FLAGS = 16;
  private static final int SAMPLED = 0x1;
  private static final int RANDOM_ID = 0x2;
  private static final int REMOTE_IS_KNOWN = 0x100;
  private static final int REMOTE = 0x200;

  /** The types of values. */
  private static final int TEXT = 1;

  private static final int TRUTH = 2;
  private static final int INTEGER = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;

  private final @Nullable SpanContext parent;
  private final OwnSpan.Ids ids;
  private final Description call;
  private final long startNanos;
  private final long endNanos;

  /** In the chain of those that wait. */
  private @Nullable EndedSpan next;

  private int place;

  /**
   * @param parent null for the first span of a trace
   */
  EndedSpan(
      @Nullable SpanContext parent,
      OwnSpan.Ids ids,
      Description call,
      long startNanos,
      long endNanos) {
    this.parent = parent;
    this.ids = ids;
    this.call = call;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
  }

  /** Puts it at the head of a chain of those that wait. */
  void putBefore(@Nullable EndedSpan chain) {
    next = chain;
    place = chain == null ? 1 : chain.place + 1;
  }

  /** How many spans a chain has of which this one is the head. */
  int place() {
    return place;
  }

  /** Turns a chain round. */
  static @Nullable EndedSpan oldestFirst(@Nullable EndedSpan latest) {
    EndedSpan turned = null;
    EndedSpan span = latest;
    while (span != null) {
      EndedSpan older = span.next;
      span.next = turned;
      turned = span;
      span = older;
    }
    return turned;
  }

  /** Takes it from the head of its chain, of which it returns the rest. */
  @Nullable EndedSpan leave() {
    EndedSpan rest = next;
    next = null;
    return rest;
  }

  void write(ProtoBytes out) {
    int trace = out.begin(TRACE_ID);
    out.bigEndian(ids.traceHigh());
    out.bigEndian(ids.traceLow());
    out.end(trace);
    int own = out.begin(SPAN_ID);
    out.bigEndian(ids.span());
    out.end(own);
    if (parent != null) {
      int above = out.begin(PARENT_ID);
      out.writeBytes(parent.getSpanIdBytes());
      out.end(above);
    }
    out.text(NAME, call.name());
    out.number(KIND, CLIENT);
    out.fixed64(START, startNanos);
    out.fixed64(END, endNanos);
    call.forEach((name, value) -> write(name, value, out));
    int status = out.begin(STATUS);
    if (call.isOfFailure()) {
      out.number(STATUS_CODE, ERROR);
    }
    out.end(status);
    out.fixed32(FLAGS, flags());
  }

  private int flags() {
    boolean random = parent == null || parent.getTraceFlags().isTraceIdRandom();
    boolean remote = parent != null && parent.isRemote();
    return SAMPLED | REMOTE_IS_KNOWN | (random ? RANDOM_ID : 0) | (remote ? REMOTE : 0);
  }

  private static void write(String name, Object value, ProtoBytes out) {
    int attribute = out.begin(ATTRIBUTE);
    out.text(KEY, name);
    int of = out.begin(VALUE);
    if (value instanceof List<?> lines) {
      int array = out.begin(ARRAY);
      for (int i = 0; i < lines.size(); i++) {
        int each = out.begin(1);
        out.text(TEXT, line(lines, i, out));
        out.end(each);
      }
      out.end(array);
    } else if (value instanceof BigDecimal amount) {
      out.fixed64(DOUBLE, Double.doubleToRawLongBits(amount.doubleValue()));
    } else if (value instanceof Long number) {
      out.number(INTEGER, number);
    } else if (value instanceof Boolean truth) {
      out.number(TRUTH, truth ? 1 : 0);
    } else {
      out.text(TEXT, value.toString());
    }
    out.end(of);
    out.end(attribute);
  }

  private static CharSequence line(List<?> lines, int index, ProtoBytes out) {
    if (lines instanceof ChargeTexts charges) {
      StringBuilder text = out.scratch();
      charges.write(index, text);
      return text;
    }
    return lines.get(index).toString();
  }
}
