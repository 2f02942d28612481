package io.costspan.instrument;

import io.costspan.instrument.rehearsal.RehearsalInstrumentation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Weaves and links a client that calls nobody, on a thread of the agent: most of the time that the
 * first client takes is spent on loading classes that all clients need. The loader of that client
 * is dropped with it.
 */
final class Rehearsal extends ClassLoader {
  private static final String CLIENT = RehearsalInstrumentation.class.getName() + "$Client";

  private Rehearsal() {
    super(Rehearsal.class.getClassLoader());
  }

  static void run(Weaver weaver) throws ReflectiveOperationException, IOException {
    byte[] woven = weaver.weave(new RehearsalInstrumentation(), classFile());
    Class<?> client = new Rehearsal().defineClass(CLIENT, woven, 0, woven.length);
    ((Runnable) client.getDeclaredConstructor().newInstance()).run();
  }

  private static byte[] classFile() throws IOException {
    String file = CLIENT.replace('.', '/') + ".class";
    try (InputStream in = Rehearsal.class.getClassLoader().getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
