package io.costspan.telemetry.micrometer;

import io.costspan.home.Observed;
import io.micrometer.observation.Observation.ContextView;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls of models that Spring AI or LangChain4j observe. Around the HTTP request there is often an
 * observation of its own, so that of the call is one of those around it. Their spans have neither
 * names nor attributes before they end.
 */
public final class GenAiObservations implements Observed {
  private static final String NAME = "gen_ai.client.operation";
  private static final String OPERATION = "gen_ai.operation.name";
  private static final int MOST_NESTED = 32;

  /** All registries have the same current observation. */
  private final ObservationRegistry any = ObservationRegistry.create();

  private GenAiObservations() {}

  /**
   * Called by the loader of homes, which does not see the types.
   *
   * @param found anything of that library
   */
  public static Observed of(Object found) {
    return new GenAiObservations();
  }

  @Override
  public @Nullable Object span() {
    ObservationView view = any.getCurrentObservation();
    for (int depth = 0; view != null && depth < MOST_NESTED; depth++) {
      ContextView context = view.getContextView();
      if (isGenAi(context)) {
        TracingContext tracing = context.get(TracingContext.class);
        return tracing == null ? null : unwrapped(tracing.getSpan());
      }
      view = context.getParentObservation();
    }
    return null;
  }

  private static boolean isGenAi(ContextView context) {
    String name = context.getName();
    return (name != null && name.startsWith(NAME))
        || context.getLowCardinalityKeyValue(OPERATION) != null;
  }

  /** The bridge to OpenTelemetry offers this; spans of others are of no use here. */
  private static @Nullable Object unwrapped(@Nullable Span span) {
    try {
      return span == null
          ? null
          : span.getClass().getMethod("toOtel", Span.class).invoke(null, span);
    } catch (ReflectiveOperationException | RuntimeException other) {
      return null;
    }
  }
}
