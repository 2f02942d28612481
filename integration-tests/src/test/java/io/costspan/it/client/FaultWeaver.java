package io.costspan.it.client;

import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import sacred.FaultPoint;

/** An agent that makes a {@link FaultPoint} of each method of ours, as it is loaded. */
final class FaultWeaver implements ClassFileTransformer {
  private static final String OURS = "io/costspan/";

  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

  private FaultWeaver() {}

  /** Called by the JVM. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new FaultWeaver());
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || !isOurs(internalName)) {
      return null;
    }
    try {
      return woven(internalName.replace('/', '.'), classFile);
    } catch (Throwable unwoven) {
      unwoven.printStackTrace();
      return null;
    }
  }

  private static boolean isOurs(String internalName) {
    return internalName.startsWith(OURS)
        && !internalName.startsWith(OURS + "it/")
        && !internalName.startsWith(OURS + "deps/")
        && !internalName.startsWith(OURS + "bootstrap/");
  }

  private byte[] woven(String name, byte[] classFile) {
    ClassFileLocator own = ClassFileLocator.Simple.of(name, classFile);
    return byteBuddy
        .decorate(TypePool.Default.WithLazyResolution.of(own).describe(name).resolve(), own)
        .visit(Advice.to(Points.class).on(not(isTypeInitializer())))
        .make()
        .getBytes();
  }

  /** Inlined. */
  static final class Points {
    private Points() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Origin("#t.#m#s") String method) {
      FaultPoint.at(method);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Origin("#t.#m#s at its end") String method) {
      FaultPoint.at(method);
    }
  }
}
