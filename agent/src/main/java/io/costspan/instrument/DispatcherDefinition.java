package io.costspan.instrument;

import io.costspan.bootstrap.Dispatcher;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * Puts {@link Dispatcher} into {@code java.base}. Appending a jar to the boot class path would do
 * as well, but makes the JVM warn on stderr and switches class data sharing off.
 */
final class DispatcherDefinition {
  private static final String NAME = "java.lang.CostspanDispatcher";

  private DispatcherDefinition() {}

  /** Returns the class as woven classes find it. */
  static Class<?> define(Instrumentation instrumentation, Function<Object[], CallSite> linker)
      throws Exception {
    openJavaLang(instrumentation);
    Class<?> dispatcher =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(renamedDispatcher());
    dispatcher.getMethod("install", Function.class).invoke(null, linker);
    return dispatcher;
  }

  private static void openJavaLang(Instrumentation instrumentation) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(DispatcherDefinition.class.getModule())),
        Set.of(),
        Map.of());
  }

  private static byte[] renamedDispatcher() {
    return new ByteBuddy()
        .redefine(
            Dispatcher.class, ClassFileLocator.ForClassLoader.of(Dispatcher.class.getClassLoader()))
        .name(NAME)
        .make()
        .getBytes();
  }
}
