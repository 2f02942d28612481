package io.costspan.instrument;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugin loaders by the class loader of their client. Both are referenced weakly: a linked
 * instruction holds its plugin loader, and the agent must not keep an application's classes alive.
 */
final class PluginLoaders {
  private final Map<ClassLoader, Map<String, WeakReference<PluginLoader>>> byTarget =
      new WeakHashMap<>();

  /**
   * The class loader for the package of the advice.
   *
   * @param target null for the boot class loader
   */
  synchronized PluginLoader of(String advice, @Nullable ClassLoader target) {
    ClassLoader visible = target == null ? ClassLoader.getPlatformClassLoader() : target;
    String ownPackage = advice.substring(0, advice.lastIndexOf('.') + 1);
    Map<String, WeakReference<PluginLoader>> plugins = byTarget.get(visible);
    if (plugins == null) {
      plugins = new HashMap<>();
      byTarget.put(visible, plugins);
    }
    WeakReference<PluginLoader> known = plugins.get(ownPackage);
    PluginLoader loader = known == null ? null : known.get();
    if (loader == null) {
      loader = new PluginLoader(ownPackage, visible);
      plugins.put(ownPackage, new WeakReference<>(loader));
    }
    return loader;
  }
}
