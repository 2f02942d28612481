package sacred;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What woven code of the agent's calls. Stands on the boot class path, where every loader finds it,
 * and so knows the JDK alone. Does nothing until it is armed, but for {@code faults.class} and
 * {@code faults.host}. System properties say what goes wrong:
 *
 * <ul>
 *   <li>{@code faults.allocation}: one allocation in so many
 *   <li>{@code faults.method}: the begin of one method in so many, in any way
 *   <li>{@code faults.class}, {@code faults.times}: the first methods of that class, which {@code
 *       faults.state} makes an exception without a message
 *   <li>{@code faults.clock}: it jumps by up to so many seconds
 *   <li>{@code faults.host}: the look-up of its address takes ten minutes
 *   <li>{@code faults.disk.millis}, {@code faults.disk.full}: it is slow, or full
 * </ul>
 */
public final class Injector {
  private static final int ALLOCATION = Integer.getInteger("faults.allocation", 0);
  private static final int METHOD = Integer.getInteger("faults.method", 0);
  private static final String CLASS = System.getProperty("faults.class", "");
  private static final AtomicInteger TIMES =
      new AtomicInteger(Integer.getInteger("faults.times", 0));
  private static final boolean STATE = Boolean.getBoolean("faults.state");
  private static final int CLOCK_SECONDS = Integer.getInteger("faults.clock", 0);
  private static final String SLOW_HOST = System.getProperty("faults.host", "");
  private static final int DISK_MILLIS = Integer.getInteger("faults.disk.millis", 0);
  private static final boolean DISK_FULL = Boolean.getBoolean("faults.disk.full");
  private static final int HOST_MILLIS = 600_000;

  private static volatile boolean armed;

  private Injector() {}

  /** From now on things go wrong. */
  public static void arm() {
    armed = true;
  }

  /** From now on all is well again. */
  public static void disarm() {
    armed = false;
  }

  /** Before each allocation. */
  public static void allocate() {
    if (strikes(ALLOCATION)) {
      throw new OutOfMemoryError("injected");
    }
  }

  /** At the begin of each method of that class. */
  public static void enter(String type) {
    if (type.equals(CLASS) && TIMES.getAndDecrement() > 0) {
      if (STATE) {
        throw new IllegalStateException();
      }
      throw new OutOfMemoryError("injected");
    }
    if (strikes(METHOD)) {
      switch (ThreadLocalRandom.current().nextInt(4)) {
        case 0 -> throw new IllegalStateException("injected");
        case 1 -> throw new NoClassDefFoundError("injected");
        case 2 -> throw new OutOfMemoryError("injected");
        default -> throw new StackOverflowError("injected");
      }
    }
  }

  private static boolean strikes(int once) {
    return armed && once > 0 && ThreadLocalRandom.current().nextInt(once) == 0;
  }

  /** Instead of {@link Instant#now}. */
  public static Instant now() {
    return Instant.now().plusSeconds(jump());
  }

  /** Instead of {@link System#currentTimeMillis}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + 1000 * jump();
  }

  private static long jump() {
    return armed && CLOCK_SECONDS > 0
        ? ThreadLocalRandom.current().nextLong(-CLOCK_SECONDS, CLOCK_SECONDS)
        : 0;
  }

  /** Before a host's address is looked up. */
  public static void resolve(String host) {
    if (SLOW_HOST.equals(host)) {
      sleep(HOST_MILLIS);
    }
  }

  /** Before a file is written. */
  public static void write() throws IOException {
    if (armed && DISK_FULL) {
      throw new IOException("No space left on device");
    }
    if (armed) {
      sleep(DISK_MILLIS);
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
