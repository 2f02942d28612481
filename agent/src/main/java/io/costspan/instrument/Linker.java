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
import java.util.Map;
import java.util.function.Function;

/**
 * Links a woven instruction to its advice when it runs for the first time.
 *
 * <p>Loading the advice may make the application's class loader call the very method that is being
 * linked. Such a nested linkage gets the same call site, which does nothing until the outer linkage
 * has set its target.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
final class Linker implements Function<Object[], CallSite> {
  private record Instruction(Class<?> caller, MethodType type, String advice, String descriptor) {}

  private static final ThreadLocal<Map<Instruction, CallSite>> LINKING =
      ThreadLocal.withInitial(HashMap::new);

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

  /** Takes the arguments of {@link io.costspan.bootstrap.Dispatcher#link}. */
  @Override
  public CallSite apply(Object[] arguments) {
    Lookup caller = (Lookup) arguments[0];
    String method = (String) arguments[1];
    Instruction instruction =
        new Instruction(
            caller.lookupClass(),
            (MethodType) arguments[2],
            (String) arguments[3],
            (String) arguments[4]);
    CallSite outer = LINKING.get().get(instruction);
    return outer != null
        ? outer
        : AccessController.doPrivileged(
            (PrivilegedAction<CallSite>) () -> link(instruction, method, caller));
  }

  private CallSite link(Instruction instruction, String method, Lookup caller) {
    MutableCallSite site = new MutableCallSite(MethodHandles.empty(instruction.type));
    LINKING.get().put(instruction, site);
    try {
      if (!instruction.advice.startsWith(BEFORE_CALLS)) {
        rest.awaitGate();
      }
      link(instruction, method, caller, site);
    } finally {
      unmark(instruction);
    }
    return site;
  }

  private void link(Instruction instruction, String method, Lookup caller, MutableCallSite site) {
    ClassLoader loader = instruction.caller.getClassLoader();
    ClientInstrumentation known = Targets.of(instruction.caller.getName().replace('.', '/'));
    WovenClient client = known == null ? new WovenClient(clients, "") : clients.of(known, loader);
    try {
      if (known == null || client.fits(known, loader)) {
        site.setTarget(guarded(advice(instruction, method, caller), instruction.type));
        client.linked(site);
      }
    } catch (Throwable fault) {
      Faults.count("link", fault);
      client.leave(instruction.caller.getName() + ": " + fault);
    }
  }

  private static void unmark(Instruction instruction) {
    Map<Instruction, CallSite> linking = LINKING.get();
    linking.remove(instruction);
    if (linking.isEmpty()) {
      LINKING.remove();
    }
  }

  private MethodHandle advice(Instruction instruction, String method, Lookup caller)
      throws Throwable {
    PluginLoader plugin = pluginLoaders.of(instruction.advice, instruction.caller.getClassLoader());
    plugin.loadAll();
    Class<?> advice = Class.forName(instruction.advice, true, plugin);
    MethodType type = MethodType.fromMethodDescriptorString(instruction.descriptor, plugin);
    Lookup inside = MethodHandles.privateLookupIn(advice, LOOKUP);
    show(inside, caller);
    return inside.findStatic(advice, method, type).asType(instruction.type);
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

  /**
   * Whatever advice throws is a fault of the agent and is counted; woven code lets nothing pass.
   */
  private static MethodHandle guarded(MethodHandle advice, MethodType type) throws Exception {
    MethodHandle count =
        LOOKUP.findStatic(
            Linker.class, "count", MethodType.methodType(void.class, Throwable.class));
    MethodHandle nothing =
        MethodHandles.dropArguments(
            MethodHandles.empty(MethodType.methodType(type.returnType())), 0, Throwable.class);
    return MethodHandles.catchException(
        advice, Throwable.class, MethodHandles.foldArguments(nothing, count));
  }

  private static void count(Throwable fault) {
    try {
      Faults.count("advice", fault);
    } catch (Throwable uncounted) {
      Faults.uncaught++;
    }
  }
}
