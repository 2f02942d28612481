package io.costspan.instrument;

import io.costspan.bootstrap.Dispatcher;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Links woven instructions in the JVM of the tests. */
final class TestLinker {
  private TestLinker() {}

  /** Has an effect only once. */
  static void install() {
    new Dispatcher().accept(new Linker(new NothingElse(), new WovenClients()), null);
  }

  private static final class NothingElse implements LateStart {
    @Override
    public void unwatchedClientAppears() {}

    @Override
    public void begin() {}

    @Override
    public void awaitGate() {}

    @Override
    public @Nullable ObjIntConsumer<@Nullable String> connections() {
      return null;
    }

    @Override
    public void comeLate() {}

    @Override
    public void beansAppear() {}
  }
}
