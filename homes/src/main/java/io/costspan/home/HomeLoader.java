package io.costspan.home;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Loads an adapter for the classes of one home: the adapter from the agent's jar, renamed to the
 * package names of its library there, the rest of the agent from the agent's class loader, and
 * everything else from the home's.
 */
public final class HomeLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final ClassLoader AGENT = HomeLoader.class.getClassLoader();
  private static final String OWN_PACKAGES = "io.costspan.";

  private final String adapter;
  private final Renaming renaming;

  private HomeLoader(@Nullable ClassLoader home, String adapter, Renaming renaming) {
    super(home);
    this.adapter = adapter;
    this.renaming = renaming;
  }

  /**
   * Makes a home of somebody's object. Runs none of that object's code but its API's.
   *
   * @param home the class loader that sees the library, null for the boot class loader
   * @param adapter class of the adapter, which has a method {@code of(Object)}
   */
  public static Home adapt(
      Object found, @Nullable ClassLoader home, String adapter, Renaming renaming)
      throws ReflectiveOperationException {
    return (Home) make(found, home, adapter, renaming);
  }

  /** The same for what is no home. */
  public static Object make(
      Object found, @Nullable ClassLoader home, String adapter, Renaming renaming)
      throws ReflectiveOperationException {
    String ownPackage = adapter.substring(0, adapter.lastIndexOf('.') + 1);
    HomeLoader loader = new HomeLoader(home, ownPackage, renaming);
    try {
      return loader.loadClass(adapter).getMethod("of", Object.class).invoke(null, found);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException(e.getCause());
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(adapter)) {
      return loadOwn(name);
    }
    return name.startsWith(OWN_PACKAGES) ? AGENT.loadClass(name) : super.loadClass(name, resolve);
  }

  private Class<?> loadOwn(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = AGENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = renaming.apply(in.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length, HomeLoader.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
