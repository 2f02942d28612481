package io.costspan.instrument;

import io.costspan.health.Faults;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Watches classes as they are loaded and weaves the advice into those of {@link Targets}. Nothing
 * else of the agent is loaded before the first of them, so a JVM without an HTTP client pays only
 * for a switch.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
public final class Weaving implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final LateStart rest;
  private @Nullable Weaver weaver;

  private Weaving(Instrumentation instrumentation, LateStart rest) {
    this.instrumentation = instrumentation;
    this.rest = rest;
  }

  /**
   * Weaves classes that are loaded from now on, and those already loaded. The classes of the boot
   * class loader, nearly all at this time, are no targets; asking each of them for its name would
   * cost 10 milliseconds.
   */
  public static void install(Instrumentation instrumentation, LateStart rest) {
    Weaving weaving = new Weaving(instrumentation, rest);
    instrumentation.addTransformer(weaving, true);
    try {
      weaving.weaveLoaded();
    } catch (Throwable fault) {
      instrumentation.removeTransformer(weaving);
      throw fault;
    }
  }

  private void weaveLoaded() {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() != null
          && Targets.of(loaded.getName().replace('.', '/')) != null) {
        retransform(instrumentation, loaded);
      }
    }
  }

  /** One by one, because a batch fails as a whole. */
  private static void retransform(Instrumentation instrumentation, Class<?> loaded) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable fault) {
      Faults.count("retransform", fault);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      return null;
    }
    try {
      ClientInstrumentation client = Targets.of(internalName);
      return client == null || !client.meet(loader) ? null : weave(client, internalName, classFile);
    } catch (Throwable fault) {
      Faults.count("weave", fault);
      return null;
    }
  }

  /**
   * Uses the agent's own permissions, which may be more than those of the thread that needs the
   * class.
   */
  private byte[] weave(ClientInstrumentation client, String internalName, byte[] classFile)
      throws Exception {
    return AccessController.doPrivileged(
        (PrivilegedExceptionAction<byte[]>) () -> weaver().weave(client, internalName, classFile));
  }

  private synchronized Weaver weaver() throws Exception {
    if (weaver == null) {
      rest.begin();
      weaver = new Weaver(DispatcherDefinition.define(instrumentation, new Linker(rest)));
    }
    return weaver;
  }
}
