package io.costspan.instrument;

import io.costspan.bootstrap.Dispatcher;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@link Dispatcher} in {@code java.base}, once. Appending a jar to the boot class path
 * would also work, but makes the JVM print a warning on stderr and disables class data sharing.
 */
final class DispatcherDefinition {
  static final String INTERNAL_NAME = "java/lang/CostspanDispatcher";

  private static final String OWN_NAME = "io/costspan/bootstrap/Dispatcher";

  private final Instrumentation instrumentation;
  private @Nullable Class<?> dispatcher;

  DispatcherDefinition(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Installs what is given, and returns the class that woven classes find.
   *
   * @param linker links woven instructions
   * @param listener is told to which host and port TLS is about to be spoken
   */
  @SuppressWarnings("unchecked")
  synchronized Class<?> install(
      @Nullable Function<Object[], @Nullable CallSite> linker,
      @Nullable ObjIntConsumer<@Nullable String> listener)
      throws Exception {
    Class<?> defined = dispatcher;
    if (defined == null) {
      openJavaLang();
      defined =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(renamedDispatcher());
      dispatcher = defined;
    }
    ((BiConsumer<@Nullable Object, @Nullable Object>)
            defined.getDeclaredConstructor().newInstance())
        .accept(linker, listener);
    return defined;
  }

  private void openJavaLang() {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(DispatcherDefinition.class.getModule())),
        Set.of(),
        Map.of());
  }

  private static byte[] renamedDispatcher() throws IOException {
    try (InputStream in =
        DispatcherDefinition.class.getClassLoader().getResourceAsStream(OWN_NAME + ".class")) {
      return new ClassFile(Objects.requireNonNull(in).readAllBytes())
          .renamed(OWN_NAME, INTERNAL_NAME);
    }
  }
}
