package io.costspan.telemetry.otel;

import io.opentelemetry.context.Context;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Reads what others keep in a context under keys that only they have, but that have names. */
final class ContextEntries {
  /** Null for other kinds of contexts: to fail again with each call would cost it something. */
  private static final ClassValue<@Nullable Field> ENTRIES =
      new ClassValue<@Nullable Field>() {
        @Override
        protected @Nullable Field computeValue(Class<?> type) {
          try {
            Field entries = type.getDeclaredField("entries");
            entries.setAccessible(true);
            return entries;
          } catch (NoSuchFieldException | RuntimeException anotherKind) {
            return null;
          }
        }
      };

  private ContextEntries() {}

  /** The value under the key of that name; null if there is none, or if that cannot be told. */
  static @Nullable Object get(Context context, String key) {
    try {
      Field entries = ENTRIES.get(context.getClass());
      return entries == null ? null : find((Object[]) entries.get(context), key);
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return null;
    }
  }

  private static @Nullable Object find(Object[] keysAndValues, String key) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i].toString().equals(key)) {
        return keysAndValues[i + 1];
      }
    }
    return null;
  }
}
