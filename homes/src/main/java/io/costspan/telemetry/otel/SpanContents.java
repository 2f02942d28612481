package io.costspan.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** Reads attributes of spans, which the API does not offer, but most SDKs do. */
final class SpanContents {
  /** By the span's class; empty for classes without such a method. */
  private final Map<Class<?>, Optional<Method>> readers = new WeakHashMap<>();

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

  private boolean has(Span span, String name) {
    try {
      Optional<Method> reader = reader(span.getClass());
      return reader.isPresent() && reader.get().invoke(span, AttributeKey.stringKey(name)) != null;
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return false;
    }
  }

  private synchronized Optional<Method> reader(Class<?> type) {
    return readers.computeIfAbsent(type, SpanContents::find);
  }

  private static Optional<Method> find(Class<?> type) {
    try {
      Method reader = type.getMethod("getAttribute", AttributeKey.class);
      reader.setAccessible(true);
      return Optional.of(reader);
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
