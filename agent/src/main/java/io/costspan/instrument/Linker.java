package io.costspan.instrument;

import io.costspan.health.Faults;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Links a woven instruction to its advice when it runs for the first time.
 *
 * <p>Loading the advice may make the application's class loader call the very method that is being
 * linked. Such a nested linkage gets the same call site, which does nothing until the outer linkage
 * has set its target. No lambdas and no combined method handles: for each of these a cold JVM makes
 * classes of its own, on the thread of the first call.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
final class Linker implements Function<Object[], @Nullable CallSite> {
  /** What is being linked on this thread. */
  private static final ThreadLocal<Map<List<Object>, Linking>> LINKING = new ThreadLocal<>();

  /** Advice that the start of an application passes through. */
  private static final String BEFORE_CALLS = "io.costspan.instrument.opentelemetry.";

  private static final Lookup LOOKUP = MethodHandles.lookup();

  private static final MethodType SHOWN = MethodType.methodType(void.class, Lookup.class);

  private final LateStart rest;
  private final WovenClients clients;
  private final PluginLoaders pluginLoaders = new PluginLoaders();

  Linker(LateStart rest, WovenClients clients) {
    this.rest = rest;
    this.clients = clients;
  }

  /**
   * Takes the arguments of {@link io.costspan.bootstrap.Dispatcher#link}, or counts what advice has
   * thrown.
   */
  @Override
  public @Nullable CallSite apply(Object[] arguments) {
    if (arguments[0] instanceof Throwable fault) {
      count(fault);
      return null;
    }
    Lookup caller = (Lookup) arguments[0];
    arguments[0] = caller.lookupClass();
    // Not a record, whose methods would have to be linked themselves.
    List<Object> instruction = List.of(arguments);
    Map<List<Object>, Linking> current = LINKING.get();
    Linking outer = current == null ? null : current.get(instruction);
    return outer == null
        ? AccessController.doPrivileged(new Linking(instruction, caller))
        : outer.meanwhile();
  }

  /** One instruction, in the order of the arguments of the dispatcher. */
  private final class Linking implements PrivilegedAction<CallSite> {
    private final List<Object> instruction;
    private final Lookup caller;
    private final MethodType type;
    private @Nullable MutableCallSite site;

    Linking(List<Object> instruction, Lookup caller) {
      this.instruction = instruction;
      this.caller = caller;
      type = (MethodType) instruction.get(2);
    }

    /** What does nothing, until the linkage sets its target. */
    MutableCallSite meanwhile() {
      MutableCallSite known = site;
      if (known == null) {
        known = new MutableCallSite(MethodHandles.empty(type));
        site = known;
      }
      return known;
    }

    @Override
    public CallSite run() {
      mark();
      try {
        if (!advice().startsWith(BEFORE_CALLS)) {
          rest.awaitGate();
        }
        link();
      } finally {
        unmark();
      }
      return meanwhile();
    }

    private String advice() {
      return (String) instruction.get(3);
    }

    private void mark() {
      Map<List<Object>, Linking> current = LINKING.get();
      if (current == null) {
        current = new HashMap<>();
        LINKING.set(current);
      }
      current.put(instruction, this);
    }

    private void unmark() {
      Map<List<Object>, Linking> current = LINKING.get();
      current.remove(instruction);
      if (current.isEmpty()) {
        LINKING.remove();
      }
    }

    private void link() {
      Class<?> woven = caller.lookupClass();
      ClientInstrumentation known = Targets.of(woven.getName().replace('.', '/'));
      WovenClient client =
          known == null ? new WovenClient(clients, "") : clients.of(known, woven.getClassLoader());
      try {
        if (known == null || client.fits(known, woven.getClassLoader())) {
          client.linked(site(method()));
        }
      } catch (Throwable fault) {
        Faults.count("link", fault);
        client.leave(woven.getName() + ": " + fault);
      }
    }

    private MutableCallSite site(MethodHandle target) {
      MutableCallSite known = site;
      if (known == null) {
        known = new MutableCallSite(target);
        site = known;
      } else {
        known.setTarget(target);
      }
      return known;
    }

    private MethodHandle method() throws Throwable {
      PluginLoader plugin = pluginLoaders.of(advice(), caller.lookupClass().getClassLoader());
      plugin.loadAll();
      Class<?> advice = Class.forName(advice(), true, plugin);
      MethodType real = MethodType.fromMethodDescriptorString((String) instruction.get(4), plugin);
      Lookup inside = MethodHandles.privateLookupIn(advice, LOOKUP);
      show(inside, caller);
      return inside.findStatic(advice, (String) instruction.get(1), real).asType(type);
    }
  }

  /** Shows advice that asks for it what only the classes of its client can see. */
  private static void show(Lookup advice, Lookup caller) throws Throwable {
    MethodHandle linked;
    try {
      linked = advice.findStatic(advice.lookupClass(), "linked", SHOWN);
    } catch (NoSuchMethodException unasked) {
      return;
    }
    linked.invokeExact(caller);
  }

  private static void count(Throwable fault) {
    try {
      Faults.count("advice", fault);
    } catch (Throwable uncounted) {
      Faults.uncaught++;
    }
  }
}
