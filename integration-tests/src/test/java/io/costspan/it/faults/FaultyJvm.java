package io.costspan.it.faults;

import io.costspan.it.ChildJvm;
import io.costspan.it.Scratch;
import io.costspan.it.TestAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.bytebuddy.ByteBuddy;
import sacred.Injector;

/** Attaches {@link FaultAgent} to a child JVM. */
public final class FaultyJvm {
  private FaultyJvm() {}

  /**
   * That child, in which faults can be injected by the system properties of {@link Injector}; to be
   * used before the agent under test is attached.
   */
  public static ChildJvm of(ChildJvm child) {
    try {
      // The JVM warns that it cannot share classes when the boot class path has grown.
      return child
          .jvm(
              "-Xshare:off",
              "-javaagent:"
                  + TestAgent.jar(FaultAgent.class, Scratch.folder("faults"), Injector.class))
          .classPath(ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
