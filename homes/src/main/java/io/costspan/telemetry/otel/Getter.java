package io.costspan.telemetry.otel;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** A method that the API does not offer, but the classes of most SDKs have. */
final class Getter {
  private final String name;
  private final Class<?>[] arguments;

  /** By the class; empty for classes without such a method. */
  private final Map<Class<?>, Optional<Method>> methods = new WeakHashMap<>();

  Getter(String name, Class<?>... arguments) {
    this.name = name;
    this.arguments = arguments;
  }

  /** What it returns; null if there is no such method. */
  @Nullable Object of(Object target, Object... values) {
    try {
      Optional<Method> method = method(target.getClass());
      return method.isPresent() ? method.get().invoke(target, values) : null;
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return null;
    }
  }

  private synchronized Optional<Method> method(Class<?> type) {
    return methods.computeIfAbsent(type, this::find);
  }

  private Optional<Method> find(Class<?> type) {
    try {
      Method method = type.getMethod(name, arguments);
      method.setAccessible(true);
      return Optional.of(method);
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
