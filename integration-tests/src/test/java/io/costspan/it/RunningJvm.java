package io.costspan.it;

import io.costspan.it.ChildJvm.Alarms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A child JVM at work; {@link #close} ends it if it still runs. */
public final class RunningJvm implements AutoCloseable {
  private static final String UNSEEN = " is connected to by ";
  private static final String UNLISTED = " is not known, so its calls are not rated: ";

  private final Process process;
  private final Path folder;
  private final long startNanos;
  private final Duration timeout;
  private final Alarms alarms;

  RunningJvm(Process process, Path folder, long startNanos, Duration timeout, Alarms alarms) {
    this.process = process;
    this.folder = folder;
    this.startNanos = startNanos;
    this.timeout = timeout;
    this.alarms = alarms;
  }

  /** Writes one line to the child's standard input. */
  public void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the child's standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the child has printed so far. */
  public String stdout() {
    return read("stdout");
  }

  /** Waits until the child has printed that text. */
  public void awaitStdout(String text) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (!stdout().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
        throw new AssertionError("No \"" + text + "\" from the child:\n" + stdout() + stderr());
      }
      sleep();
    }
  }

  /** Waits until the child has printed that text on standard error. */
  public void awaitStderr(String text) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (!stderr().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
        throw new AssertionError("No \"" + text + "\" from the child:\n" + stderr());
      }
      sleep();
    }
  }

  /** The operating system's number of the child, for JDK tools. */
  public long pid() {
    return process.pid();
  }

  /** Asks the child to end, as an orchestrator does: on Unix by SIGTERM. */
  public void terminate() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /**
   * Waits for the end. A child that outlives its time is killed and fails the test, as does one
   * that tells of unseen calls although none are expected.
   */
  public Finished await() {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("The child JVM hangs:\n" + stdout() + stderr());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (alarms != Alarms.ALL && stderr().contains(UNSEEN)
        || alarms == Alarms.NONE && stderr().contains(UNLISTED)) {
      throw new AssertionError("False alarm:\n" + stderr());
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    return new Finished(process.exitValue(), stdout(), stderr(), elapsed);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private String stderr() {
    return read("stderr");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
