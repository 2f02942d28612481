package io.costspan.instrument.sample;

import io.costspan.instrument.Redirects;
import net.bytebuddy.asm.Advice;

/** Advice for {@link Shapes}, which writes down what it sees. */
public final class Recording {
  /** The system property with what was seen. */
  public static final String SEEN = "sample.recorded";

  private Recording() {}

  private static void see(Object... what) {
    StringBuilder seen = new StringBuilder(System.getProperty(SEEN, ""));
    for (Object each : what) {
      seen.append(each).append(' ');
    }
    System.setProperty(SEEN, seen.append('\n').toString());
  }

  static final class Around {
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static long enter(@Advice.Argument(0) Object text, @Advice.Argument(1) long factor) {
      return factor + 100;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter long entered,
        @Advice.Argument(0) Object text,
        @Advice.Argument(1) long factor,
        @Advice.Argument(value = 2, optional = true) int missing,
        @Advice.Thrown Throwable thrown) {
      see(text, factor, entered, missing, thrown == null ? "" : thrown.getMessage());
    }
  }

  static final class AtEnd {
    @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("text") String field,
        @Advice.Argument(0) String text,
        @Advice.Argument(1) long factor) {
      see(field, text, factor);
    }
  }

  static final class OfNumber {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Return long returned, @Advice.Thrown Throwable thrown) {
      see(returned, thrown);
    }
  }

  static final class Skipping {
    @Advice.OnMethodEnter(
        inline = false,
        suppress = Throwable.class,
        skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(1) long factor) {
      return factor == 2;
    }
  }

  static final class Redirecting {
    @Redirects("java.lang.String.equals")
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) String text) {
      see(text);
      return text.equals("fail") ? "other" : null;
    }
  }
}
