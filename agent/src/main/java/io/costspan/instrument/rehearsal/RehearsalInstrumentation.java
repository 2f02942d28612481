package io.costspan.instrument.rehearsal;

import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A client that calls nobody, with advice of the usual shapes that does nothing: what is woven and
 * linked here makes the JVM load what all clients need.
 */
public final class RehearsalInstrumentation implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("call").and(takesArguments(2)), "CallAdvice"),
        new Hook(named("pass").and(isDeclaredBy(nameEndsWith("Client"))), "PassAdvice"));
  }

  /** What stands for a client. */
  public static final class Client implements Runnable {
    private final @Nullable Object headers = null;

    /** Makes the call. */
    @Override
    public void run() {
      call(this, 0);
      pass(new byte[0], 0, 0);
    }

    @Nullable Object call(Object request, int count) {
      return headers;
    }

    void pass(byte[] bytes, int from, int count) {
      // Nobody is there.
    }
  }

  static final class CallAdvice {
    private CallAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("headers") @Nullable String headers,
        @Advice.Argument(1) int count,
        @Advice.This Runnable client,
        @Advice.Argument(0) Runnable request) {
      return null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.This Runnable client,
        @Advice.Return @Nullable String response,
        @Advice.Thrown @Nullable Throwable thrown) {}
  }

  static final class PassAdvice {
    private PassAdvice() {}

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter(@Advice.This Runnable client, @Advice.FieldValue("headers") Object of) {}

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.This Runnable client,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int from) {}
  }
}
