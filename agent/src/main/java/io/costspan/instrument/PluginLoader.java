package io.costspan.instrument;

import io.costspan.exchange.BodyTap;
import io.costspan.health.Faults;
import io.costspan.health.OwnClasses;
import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the package for one client so that it can use the client's own classes: the package from
 * the agent's jar, the rest of the agent from the agent's class loader, and everything else from
 * the client's class loader.
 */
final class PluginLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final ClassLoader AGENT = PluginLoader.class.getClassLoader();
  private static final String AGENT_PACKAGES = "io.costspan.";

  private final String ownPackage;
  private volatile boolean complete;

  PluginLoader(String ownPackage, ClassLoader target) {
    super(target);
    this.ownPackage = ownPackage;
  }

  /** Loads the package, and what its last catches need, before a call needs them. */
  void loadAll() {
    if (complete) {
      return;
    }
    OwnClasses.load(
        name ->
            name.startsWith(ownPackage)
                || name.equals(BodyTap.class.getName())
                || name.equals(Faults.class.getName()),
        this);
    complete = true;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(ownPackage)) {
      return loadOwn(name);
    }
    return name.startsWith(AGENT_PACKAGES) ? AGENT.loadClass(name) : super.loadClass(name, resolve);
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
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, PluginLoader.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
