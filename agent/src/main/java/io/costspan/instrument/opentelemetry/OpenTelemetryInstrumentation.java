package io.costspan.instrument.opentelemetry;

import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MethodMatch;
import io.costspan.telemetry.Sightings;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Notices each SDK as it is built, because frameworks such as Spring Boot register theirs nowhere,
 * and as it is shut down. Its constructors differ between versions, and subclasses pass through
 * them before they are finished.
 */
public final class OpenTelemetryInstrumentation implements ClientInstrumentation {
  // Concatenated at run time, because packing relocates names that begin like the library's.
  private static final String OTHER_AGENT = String.join(".", "io", "opentelemetry.javaagent.");

  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(isConstructor().and(isDeclaredBy(nameEndsWith("Sdk"))), "BuiltAdvice"),
        new Hook(shutdownOf("SdkTracerProvider"), "TracersShutdownAdvice"),
        new Hook(shutdownOf("SdkMeterProvider"), "MetersShutdownAdvice"));
  }

  private static MethodMatch shutdownOf(String provider) {
    return named("shutdown").and(takesArguments(0)).and(isDeclaredBy(nameEndsWith(provider)));
  }

  /** The SDK of the OpenTelemetry Java agent is found in another way. */
  @Override
  public boolean meet(@Nullable ClassLoader loader) {
    return loader == null || !loader.getClass().getName().startsWith(OTHER_AGENT);
  }

  /** In {@code OpenTelemetrySdk}. */
  static final class BuiltAdvice {
    private BuiltAdvice() {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(@Advice.This Object built) {
      Sightings.sdk(built);
    }
  }

  /** In {@code SdkTracerProvider}, which takes no more spans from then on. */
  static final class TracersShutdownAdvice {
    private TracersShutdownAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object provider) {
      Sightings.closed(provider);
    }
  }

  /** In {@code SdkMeterProvider}, which collects for a last time while it shuts down. */
  static final class MetersShutdownAdvice {
    private MetersShutdownAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static boolean enter(@Advice.This Object provider) {
      return Sightings.closing(provider);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.This Object provider, @Advice.Enter boolean again) {
      Sightings.closedMeters(provider, again);
    }
  }
}
