package io.costspan.instrument.opentelemetry;

import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.telemetry.Sightings;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Notices that a span ends, before it does: whatever an SDK is asked for, this is the way. */
public final class SpanInstrumentation implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of(new Hook(named("endInternal").and(takesArguments(1)), "EndAdvice"));
  }

  /** In {@code SdkSpan}. */
  static final class EndAdvice {
    private EndAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Object span) {
      Sightings.spanEnds(span);
    }
  }
}
