package io.costspan.owner;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The logging context of this thread, as the application's logging library has it. */
final class LoggingContext {
  private static final List<String> CLASSES =
      List.of("org.slf4j.MDC", "org.apache.logging.log4j.ThreadContext");

  /** The method that gives a value, held by the library's class itself. */
  private static final ClassValue<Method> GET =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          try {
            return type.getMethod("get", String.class);
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  /** What a class loader sees of them. */
  private static final Map<ClassLoader, List<WeakReference<Class<?>>>> SEEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private LoggingContext() {}

  /** The value of that key, null if it has none. */
  static @Nullable String get(String key) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
    for (WeakReference<Class<?>> seen : SEEN.computeIfAbsent(loader, LoggingContext::find)) {
      Class<?> type = seen.get();
      String value = type == null ? null : get(type, key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String get(Class<?> context, String key) {
    try {
      return GET.get(context).invoke(null, key) instanceof String value ? value : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unusable) {
      return null;
    }
  }

  private static List<WeakReference<Class<?>>> find(ClassLoader loader) {
    List<WeakReference<Class<?>>> found = new ArrayList<>();
    for (String name : CLASSES) {
      try {
        found.add(new WeakReference<>(Class.forName(name, false, loader)));
      } catch (ClassNotFoundException | LinkageError absent) {
        // Applications use one of them, or none.
      }
    }
    return found;
  }
}
