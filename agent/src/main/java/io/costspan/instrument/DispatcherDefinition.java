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
 * Defines {@link Dispatcher} in {@code java.base}. Appending a jar to the boot class path would
 * also work, but makes the JVM print a warning on stderr and disables class data sharing.
 */
final class DispatcherDefinition {
  private static final String NAME = "java.lang.CostspanDispatcher";

  private DispatcherDefinition() {}

  /** Returns the class that woven classes find. */
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
