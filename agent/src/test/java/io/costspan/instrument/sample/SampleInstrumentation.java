package io.costspan.instrument.sample;

import static io.costspan.instrument.MethodMatch.named;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.Refuses;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.asm.Advice;

/** Advice of every shape, for a client with one method {@code String call(String)}. */
public final class SampleInstrumentation implements ClientInstrumentation {
  /** The system property in which advice at the end of a call leaves what it has seen. */
  public static final String SEEN = "sample.seen";

  private final String advice;

  /** Weaves that one of the nested classes. */
  public SampleInstrumentation(String advice) {
    this.advice = advice;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(new Hook(named("call"), advice));
  }

  static final class Replacing {
    private static int calls;

    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static Object enter(@Advice.Argument(0) String text) {
      calls++;
      return text.startsWith("keep") ? null : "replaced " + text;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Object entered,
        @Advice.Return Object result,
        @Advice.Thrown Throwable thrown) {
      if (thrown != null) {
        System.setProperty("sample.thrown", thrown.getMessage());
      } else if (entered != null) {
        System.setProperty(SEEN, result + ", call " + calls);
      }
    }
  }

  static final class Refusing {
    @Refuses
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) String text) {
      if (text.startsWith("refuse")) {
        return new IOException(text);
      }
      return text.startsWith("keep") ? null : text;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter Object entered, @Advice.Return Object result) {
      System.setProperty("sample.left", String.valueOf(entered));
      if (entered != null) {
        System.setProperty(SEEN, result + ", seen");
      }
    }
  }

  static final class Failing {
    @Advice.OnMethodEnter(inline = false)
    static Object enter() {
      throw new IllegalStateException("of our own making");
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter Object entered) {
      Objects.requireNonNull(entered);
    }
  }

  static final class ReturningNonsense {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static Object enter() {
      return 42;
    }
  }

  /** Calls the client while it is being linked, as a class loader that uses the client would. */
  static final class Nested {
    static {
      ((Runnable) System.getProperties().get("sample.nested")).run();
    }

    @Advice.OnMethodExit(inline = false)
    static void exit() {
      System.setProperty(SEEN, "linked");
    }
  }

  /** Of another version than the client: its type is not there. */
  static final class Missing {
    static {
      if (true) {
        throw new NoClassDefFoundError("client/Gone");
      }
    }

    @Advice.OnMethodExit(inline = false)
    static void exit() {
      System.setProperty(SEEN, "unreachable");
    }
  }
}
