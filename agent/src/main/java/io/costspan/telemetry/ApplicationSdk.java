package io.costspan.telemetry;

import io.costspan.home.GlobalSdk;
import io.costspan.home.Renaming;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application's SDK of OpenTelemetry.
 *
 * @param sdk an {@code OpenTelemetry}
 * @param loader a class loader that sees the API
 */
record ApplicationSdk(Object sdk, @Nullable ClassLoader loader) {
  // Concatenated at run time, because packing relocates names that begin like the library's.
  private static final String LIBRARY = String.join(".", "io", "opentelemetry.");

  private static final List<String> PROVIDERS =
      List.of("getSdkTracerProvider", "getSdkMeterProvider");

  /** An only reader whose exporter does nothing. */
  private static final Pattern NO_METRICS =
      Pattern.compile(
          "metricReaders=\\[PeriodicMetricReader\\{exporter=[\\w.$]*NoopMetricExporter@[^}]*}]");

  /**
   * The one that is registered as global, if it is one that does anything; else the newest that was
   * built with propagators, because libraries that build one of their own for their metrics give it
   * none. Null if there is none, or if it has been shut down.
   */
  static @Nullable ApplicationSdk find() {
    for (Object loader : Sightings.globals()) {
      Object sdk = GlobalSdk.in((ClassLoader) loader, GlobalSdk.CLASS);
      ApplicationSdk global = sdk == null ? null : new ApplicationSdk(sdk, (ClassLoader) loader);
      if (global != null && global.isReal() && global.isOpen()) {
        return global;
      }
    }
    for (Object sdk : Sightings.sdks()) {
      ApplicationSdk built = new ApplicationSdk(sdk, sdk.getClass().getClassLoader());
      if (built.isOpen() && propagates(sdk)) {
        return built;
      }
    }
    return null;
  }

  static Renaming renaming() {
    return Renaming.of(LIBRARY);
  }

  /** Whether it still takes spans. */
  boolean hasSpans() {
    return !isClosed(unwrapped(sdk), "getSdkTracerProvider");
  }

  /** Whether it still collects metrics, and somebody gets them. */
  boolean hasMetrics() {
    Object real = unwrapped(sdk);
    return !isClosed(real, "getSdkMeterProvider") && !discardsMetrics(real);
  }

  /**
   * Quarkus has a reader even where metrics are not enabled, with an exporter that does nothing.
   * Only what the SDK says of itself tells.
   */
  private static boolean discardsMetrics(Object sdk) {
    try {
      return NO_METRICS.matcher(String.valueOf(call(sdk, "getSdkMeterProvider"))).find();
    } catch (ReflectiveOperationException | RuntimeException notAnSdk) {
      return false;
    }
  }

  /**
   * Exporters that look for a global one, as those of Spring Boot 3 do, register one that does
   * nothing if there is none.
   */
  private boolean isReal() {
    try {
      Object nothing =
          Class.forName(LIBRARY + "api.OpenTelemetry", false, loader)
              .getMethod("noop")
              .invoke(null);
      return unwrapped(sdk).getClass() != nothing.getClass();
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return true;
    }
  }

  private boolean isOpen() {
    return hasSpans() || hasMetrics();
  }

  /**
   * What an SDK says of the application, by attribute; empty if it does not let itself be asked.
   */
  static Map<String, Object> resource(Object sdk) {
    for (String provider : PROVIDERS) {
      try {
        Object real = call(unwrapped(sdk), provider);
        Object shared = real == null ? null : field(unwrapped(real), "sharedState");
        Object resource = shared == null ? null : field(shared, "resource");
        Object attributes = resource == null ? null : call(resource, "getAttributes");
        if (attributes != null && call(attributes, "asMap") instanceof Map<?, ?> all) {
          return byName(all);
        }
      } catch (ReflectiveOperationException | RuntimeException otherMake) {
        // The other provider may tell.
      }
    }
    return Map.of();
  }

  private static Map<String, Object> byName(Map<?, ?> attributes)
      throws ReflectiveOperationException {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : attributes.entrySet()) {
      named.put(String.valueOf(call(each.getKey(), "getKey")), each.getValue());
    }
    return named;
  }

  private static @Nullable Object field(Object target, String name)
      throws ReflectiveOperationException {
    Field field = target.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(target);
  }

  private static boolean isClosed(Object sdk, String provider) {
    try {
      Object real = call(sdk, provider);
      return real != null && Sightings.isClosed(real);
    } catch (ReflectiveOperationException | RuntimeException notAnSdk) {
      return false;
    }
  }

  /** The global one is registered inside an object that hides it. */
  private static Object unwrapped(Object sdk) {
    try {
      Object real = field(sdk, "delegate");
      return real == null ? sdk : real;
    } catch (ReflectiveOperationException | RuntimeException notWrapped) {
      return sdk;
    }
  }

  private static boolean propagates(Object sdk) {
    try {
      Object propagators = call(sdk, "getPropagators");
      Object propagator = propagators == null ? null : call(propagators, "getTextMapPropagator");
      Object fields = propagator == null ? null : call(propagator, "fields");
      return fields instanceof Collection<?> names && !names.isEmpty();
    } catch (ReflectiveOperationException | RuntimeException unfinished) {
      return false;
    }
  }

  private static @Nullable Object call(Object target, String name)
      throws ReflectiveOperationException {
    Method method = target.getClass().getMethod(name);
    method.setAccessible(true);
    return method.invoke(target);
  }
}
