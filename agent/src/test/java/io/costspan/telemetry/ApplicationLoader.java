package io.costspan.telemetry;

import java.io.IOException;
import java.io.InputStream;

/** The class loader of an application that brings OpenTelemetry with it. */
final class ApplicationLoader extends ClassLoader {
  private static final ClassLoader TESTS = ApplicationLoader.class.getClassLoader();

  ApplicationLoader() {
    super(TESTS);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean isOwn = name.startsWith("io.opentelemetry.") || name.equals(OwnSdk.class.getName());
    if (!isOwn) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = TESTS.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
