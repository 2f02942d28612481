package io.costspan.health;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that serve the agent. They form a thread group, which the threads that they start
 * belong to as well, such as an exporter's; so the agent knows its own calls and leaves them alone.
 * What ends one of them is counted and nowhere printed.
 *
 * <p>A thread takes after the one that makes it: group, context class loader, inheritable thread
 * locals and, before Java 24, the rights of all code on that one's stack, which hold class loaders.
 * Ours take nothing, whoever's thread they are made on.
 */
@SuppressWarnings("removal") // of AccessController; it stays, to run what it is given
public final class OwnThreads {
  private static final String REASON = "thread";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DEFAULT_STACK_BYTES = 0;
  private static final ThreadGroup GROUP =
      AccessController.doPrivileged((PrivilegedAction<ThreadGroup>) OwnThreads::group);

  static {
    // What has to work without memory is loaded and at hand before.
    Faults.count(REASON, 0);
  }

  private OwnThreads() {}

  /** A daemon that holds on to nothing of the application's; not started. */
  public static Thread daemon(String name, Runnable task) {
    return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> make(name, task));
  }

  private static Thread make(String name, Runnable task) {
    Thread thread = new Thread(GROUP, task, name, DEFAULT_STACK_BYTES, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    return thread;
  }

  /** A daemon that does nothing but {@link #repeat}; not started. */
  public static Thread loop(String name, Step step) {
    return daemon(name, () -> repeat(step));
  }

  /**
   * Takes one step after the other, until one says that it was the last or the thread is
   * interrupted. A step that fails, in whatever way, is counted, and the next is taken.
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

  /** Without memory even that may fail; the thread goes on all the same. */
  private static void count(Throwable fault) {
    try {
      Faults.count(REASON, fault);
    } catch (Throwable uncounted) {
      // There is nothing left to do that would not fail, too.
    }
  }

  /** Whether the current thread serves the agent. */
  public static boolean isCurrent() {
    return Thread.currentThread().getThreadGroup() == GROUP;
  }

  /** Below the root and not in the application's group, which it may interrupt or wait for. */
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
    /** Returns whether there is another. */
    boolean take() throws InterruptedException;
  }

  /** Keeps the JVM from printing stack traces, and the application's handlers from being asked. */
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
