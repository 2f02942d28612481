package io.costspan.health;

/**
 * The threads that serve the agent. They form a thread group, which the threads that they start
 * belong to as well, such as an exporter's; so the agent knows its own calls and leaves them alone.
 */
public final class OwnThreads {
  private static final ThreadGroup GROUP = new ThreadGroup(root(), "costspan");

  private OwnThreads() {}

  /** A daemon that holds on to no class loader of the application; not started. */
  public static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(GROUP, task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    return thread;
  }

  /** Whether the current thread serves the agent. */
  public static boolean isCurrent() {
    return Thread.currentThread().getThreadGroup() == GROUP;
  }

  /** Not the application's group, which it may interrupt or wait for. */
  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
