package io.costspan.health;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that serve the agent. They form a thread group, to which the threads that they start
 * belong as well, such as those of an exporter, so that the agent recognises its own calls and does
 * not watch them. An exception that ends one of them is counted, but never printed.
 *
 * <p>A thread inherits from the one that creates it: group, context class loader, inheritable
 * thread locals and, before Java 24, the permissions of all code on the creator's stack, which
 * refer to class loaders. The agent's threads inherit nothing, whichever thread creates them.
 *
 * <p>The thread that loads the first client begins the first of them, so there are no lambdas on
 * that way, and the jar is packed so that these classes are found without its archive.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
public final class OwnThreads {
  private static final String REASON = "thread";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DEFAULT_STACK_BYTES = 0;
  private static final ThreadGroup GROUP =
      AccessController.doPrivileged(
          new PrivilegedAction<ThreadGroup>() {
            @Override
            public ThreadGroup run() {
              return group();
            }
          });

  static {
    // What has to work without memory is prepared beforehand.
    Faults.count(REASON, 0);
  }

  private OwnThreads() {}

  /** A daemon thread that retains nothing of the application. It is not started. */
  public static Thread daemon(String name, Runnable task) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Thread>() {
          @Override
          public Thread run() {
            return make(name, task);
          }
        });
  }

  private static Thread make(String name, Runnable task) {
    Thread thread = new Thread(GROUP, task, name, DEFAULT_STACK_BYTES, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    return thread;
  }

  /** A daemon thread that does nothing but {@link #repeat}. It is not started. */
  public static Thread loop(String name, Step step) {
    return daemon(name, () -> repeat(step));
  }

  /**
   * Takes one step after the other, until one reports that it was the last or the thread is
   * interrupted. A step that fails in any way is counted, and the next one is taken.
   */
  public static void repeat(Step step) {
    boolean more = true;
    while (more) {
      try {
        more = step.take();
      } catch (InterruptedException e) {
        return;
      } catch (Throwable fault) {
        count(fault);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Without memory even counting may fail; the thread continues all the same. */
  private static void count(Throwable fault) {
    try {
      Faults.count(REASON, fault);
    } catch (Throwable uncounted) {
      // Nothing is left to do that would not fail as well.
    }
  }

  /** Whether the current thread serves the agent. */
  public static boolean isCurrent() {
    return Thread.currentThread().getThreadGroup() == GROUP;
  }

  /**
   * A child of the root group, not of the application's group, which the application may interrupt
   * or wait for.
   */
  private static ThreadGroup group() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return new QuietGroup(root);
  }

  /** One round of a thread's work. */
  @FunctionalInterface
  public interface Step {
    /** Returns whether there is another step. */
    boolean take() throws InterruptedException;
  }

  /** Keeps the JVM from printing stack traces and from calling the application's handlers. */
  private static final class QuietGroup extends ThreadGroup {
    QuietGroup(ThreadGroup parent) {
      super(parent, "costspan");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
      count(fault);
    }
  }
}
