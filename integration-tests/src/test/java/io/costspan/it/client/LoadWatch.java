package io.costspan.it.client;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent that notes which of our classes are loaded on threads that are not ours. */
final class LoadWatch implements ClassFileTransformer {
  private static final List<String> NOTED = new CopyOnWriteArrayList<>();

  private LoadWatch() {}

  /** Called by the JVM. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new LoadWatch());
  }

  /** Class and thread, in the order of loading, and forgets them. */
  static List<String> take() {
    List<String> taken = List.copyOf(NOTED);
    NOTED.clear();
    return taken;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (name != null && name.startsWith("io/costspan/") && !name.startsWith("io/costspan/it/")) {
      Thread thread = Thread.currentThread();
      if (thread.getThreadGroup() == null
          || !thread.getThreadGroup().getName().equals("costspan")) {
        NOTED.add(name + " on " + thread.getName());
      }
    }
    return null;
  }
}
