package io.costspan.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Reads attributes of spans, which the API does not offer, but most SDKs do. */
final class SpanContents {
  private final Getter attribute = new Getter("getAttribute", AttributeKey.class);
  private final Getter scope = new Getter("getInstrumentationScopeInfo");
  private final Getter parent = new Getter("getParentSpanContext");
  private final Getter scopeName = new Getter("getName");

  private final Set<Span> carriers =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Makes a span the one that carries a call; false if it carries another one already. */
  boolean carries(Span span) {
    return carriers.add(span);
  }

  /** Whether a span describes a call of a model, as instrumentations of AI libraries make them. */
  boolean isGenAi(Span span) {
    return has(span, "gen_ai.operation.name") || has(span, "gen_ai.system");
  }

  /** Whether a span was begun by that instrumentation, as far as its SDK tells. */
  boolean isOfScope(Span span, String name) {
    Object begunBy = scope.of(span);
    return begunBy != null && name.equals(scopeName.of(begunBy));
  }

  /** Whether a span is known to have a parent in this JVM. */
  boolean isInside(Span span) {
    Object around = parent.of(span);
    return around instanceof SpanContext
        && ((SpanContext) around).isValid()
        && !((SpanContext) around).isRemote();
  }

  /**
   * A span as this SDK has it; null if it is another one's. The OpenTelemetry Java agent lets the
   * application have its spans inside of others.
   */
  @Nullable Span span(@Nullable Object found) {
    if (found == null || found instanceof Span) {
      return (Span) found;
    }
    try {
      Field inner = found.getClass().getDeclaredField("agentSpan");
      inner.setAccessible(true);
      Object span = inner.get(found);
      return span instanceof Span ? (Span) span : null;
    } catch (ReflectiveOperationException | RuntimeException anothers) {
      return null;
    }
  }

  private boolean has(Span span, String name) {
    return attribute.of(span, AttributeKey.stringKey(name)) != null;
  }
}
