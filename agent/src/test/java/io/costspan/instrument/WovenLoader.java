package io.costspan.instrument;

import io.costspan.bootstrap.Dispatcher;
import io.costspan.instrument.sample.SampleInstrumentation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;

/** A throw-away loader with one woven class in it, as an application's would be. */
final class WovenLoader extends ClassLoader {
  private final String name;
  private final byte[] woven;

  WovenLoader(Class<?> original, ClientInstrumentation client) {
    this(original, client, bytes(original));
  }

  WovenLoader(Class<?> original, ClientInstrumentation client, byte[] classFile) {
    super(original.getClassLoader());
    name = original.getName();
    woven = new Weaver(Dispatcher.class).weave(client, classFile);
  }

  /** The class itself. */
  Class<?> woven() throws ClassNotFoundException {
    return loadClass(name);
  }

  /**
   * Runs the static method {@code String call(String)} of the woven class. Returns what it returns,
   * or what advice at its end made of that.
   */
  String call(String text) {
    System.clearProperty(SampleInstrumentation.SEEN);
    String returned = this.<RuntimeException>callOrThrow(text);
    return System.getProperty(SampleInstrumentation.SEEN, returned);
  }

  /** Same; throws whatever the method does, as woven code may. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T extends Throwable> String callOrThrow(String text) throws T {
    try {
      return (String) woven().getMethod("call", String.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw (T) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
    if (!wanted.equals(name)) {
      return super.loadClass(wanted, resolve);
    }
    Class<?> loaded = findLoadedClass(wanted);
    return loaded != null ? loaded : defineClass(wanted, woven, 0, woven.length);
  }

  static byte[] bytes(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (var in = type.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
