package io.costspan.instrument.servlet;

import static io.costspan.instrument.MethodMatch.isPublic;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.request.Served;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Notices which request a thread serves, through the method that all servlets inherit. */
public final class ServletInstrumentation implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of(new Hook(named("service").and(isPublic()).and(takesArguments(2)), "Advised"));
  }

  /** In {@code HttpServlet}. What it enters it leaves, whatever happens in between. */
  static final class Advised {
    private Advised() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static boolean enter() {
      Served.begin();
      return true;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
      if (entered) {
        Served.end();
      }
    }
  }
}
