package io.costspan.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnThreadsTest {
  private static final int PATIENCE_MILLIS = 30_000;

  static Stream<Error> errors() {
    return Stream.of(
        new OutOfMemoryError(), new StackOverflowError(), new NoClassDefFoundError("gone"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void loop_stepFails_isCountedAndTheNextIsTaken(Error error) throws InterruptedException {
    long before = faults();
    AtomicInteger steps = new AtomicInteger();
    Thread thread =
        OwnThreads.loop(
            "costspan-test",
            () -> {
              if (steps.incrementAndGet() == 1) {
                throw error;
              }
              return steps.get() < 3;
            });

    thread.start();
    thread.join(PATIENCE_MILLIS);

    assertThat(steps).hasValue(3);
    assertThat(faults()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void daemon_taskFails_isCountedAndNobodyElseHears(Error error) throws InterruptedException {
    long before = faults();
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<Throwable> heard = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    System.setErr(new PrintStream(printed));
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> heard.add(fault));
    try {
      Thread thread = OwnThreads.daemon("costspan-test", () -> startsOneThatThrows(error));
      thread.start();
      thread.join(PATIENCE_MILLIS);
    } finally {
      System.setErr(stderr);
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }

    assertThat(heard).isEmpty();
    assertThat(printed.toString()).isEmpty();
    assertThat(faults()).isEqualTo(before + 2);
  }

  /** As a library does that runs on a thread of ours. */
  private static void startsOneThatThrows(Error error) {
    Thread inner =
        new Thread(
            () -> {
              throw error;
            });
    inner.start();
    try {
      inner.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw error;
  }

  private static long faults() {
    return Faults.counts().getOrDefault("thread", 0L);
  }
}
