package io.costspan.instrument;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One client as one class loader has it: watched as a whole or, if anything of it is not as
 * expected, left alone as a whole.
 */
final class WovenClient {
  private final WovenClients all;
  private final String name;

  /** Held by the client's own classes. */
  private final List<WeakReference<MutableCallSite>> linked = new ArrayList<>();

  private boolean examined;
  private @Nullable String why;

  /**
   * @param name for people; empty for what is no client
   */
  WovenClient(WovenClients all, String name) {
    this.all = all;
    this.name = name;
  }

  synchronized boolean isLeft() {
    return why != null;
  }

  /** From now on the client is left alone; said once. */
  void leave(String reason) {
    if (letGo(reason)) {
      MetClients.leave(name, reason);
    }
  }

  private synchronized boolean letGo(String reason) {
    if (why != null) {
      return false;
    }
    why = reason;
    for (WeakReference<MutableCallSite> each : linked) {
      MutableCallSite site = each.get();
      if (site != null) {
        site.setTarget(MethodHandles.empty(site.type()));
      }
    }
    linked.clear();
    return true;
  }

  /** That instruction of the client does something now, as long as the client is watched. */
  synchronized void linked(MutableCallSite site) {
    if (why != null) {
      site.setTarget(MethodHandles.empty(site.type()));
    } else {
      linked.add(new WeakReference<>(site));
    }
  }

  /**
   * Whether the client is to be watched. When that is asked first, all classes that are woven are
   * loaded, as far as there are any, because each is examined when it is woven. One that is not
   * there although others of its package are has been renamed.
   */
  boolean fits(ClientInstrumentation client, @Nullable ClassLoader loader) {
    if (isToBeExamined()) {
      examine(client, loader);
    }
    return !isLeft();
  }

  private void examine(ClientInstrumentation client, @Nullable ClassLoader loader) {
    Set<String> places = new TreeSet<>();
    for (Hook hook : client.hooks()) {
      places.addAll(hook.places());
    }
    Set<String> packages = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    for (String place : places) {
      boolean isMissing = true;
      for (String type : Hook.alternatives(place)) {
        if (isThere(type, loader)) {
          isMissing = false;
          packages.add(packageOf(type));
        }
      }
      if (isMissing) {
        missing.add(Hook.alternatives(place)[0]);
      }
    }
    for (String place : missing) {
      if (packages.contains(packageOf(place))) {
        leave("it has no class " + place);
      }
    }
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  private synchronized boolean isToBeExamined() {
    boolean first = !examined;
    examined = true;
    return first;
  }

  private boolean isThere(String type, @Nullable ClassLoader loader) {
    try {
      beLike(Class.forName(type, false, loader));
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    } catch (LinkageError unusable) {
      return true;
    }
  }

  /** Another loader may have defined that part of the client. */
  private void beLike(Class<?> part) {
    ClientInstrumentation known = Targets.of(part.getName().replace('.', '/'));
    String reason = known == null ? null : all.of(known, part.getClassLoader()).reason();
    if (reason != null) {
      leave(reason);
    }
  }

  private synchronized @Nullable String reason() {
    return why;
  }
}
