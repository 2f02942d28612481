package io.costspan.home;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The SDK that somebody registered as the global one. Asking for it before it is there would
 * register one that does nothing, for good, so that is never done.
 */
public final class GlobalSdk {
  // Concatenated at run time, because packing relocates names that begin like the library's.
  public static final String CLASS =
      String.join(".", "io", "opentelemetry.api.GlobalOpenTelemetry");

  private GlobalSdk() {}

  /**
   * The registered SDK, or null if there is none yet.
   *
   * @param loader where to look, null for the boot class loader
   */
  public static @Nullable Object in(@Nullable ClassLoader loader, String className) {
    try {
      Class<?> global = Class.forName(className, false, loader);
      return isSet(global) ? global.getMethod("get").invoke(null) : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      return null;
    }
  }

  private static boolean isSet(Class<?> global) throws ReflectiveOperationException {
    try {
      return (boolean) global.getMethod("isSet").invoke(null);
    } catch (NoSuchMethodException beforeVersion157) {
      Field field = global.getDeclaredField("globalOpenTelemetry");
      field.setAccessible(true);
      return field.get(null) != null;
    }
  }
}
