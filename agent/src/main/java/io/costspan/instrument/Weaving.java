package io.costspan.instrument;

import io.costspan.health.Faults;
import io.costspan.health.OwnThreads;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches classes as they are loaded and weaves the advice into those of {@link Targets}. Nothing
 * else of the agent is loaded before the first of them, so a JVM without an HTTP client and without
 * TLS pays only for a look into a table.
 */
@SuppressWarnings(
    "removal") // AccessController is deprecated for removal, but still runs what it is given
public final class Weaving implements ClassFileTransformer {
  // Concatenated at run time, because packing relocates names that begin like the library's.
  private static final String OTHER_AGENT =
      String.join(".", "io", "opentelemetry.javaagent.bootstrap.InstrumentationHolder");

  /**
   * A JVM that has loaded more classes than this may have spoken TLS, or started JMX. One that has
   * done so has loaded at least 1,600 (JDK 17), and a fresh one 820 (17) to 1,000 (25).
   */
  private static final int FRESH_CLASSES = 1_300;

  /** Known only once the JVM has loaded a class of it. */
  private static final String URL_CONNECTIONS = "sun.net.www.protocol.http";

  private static volatile @Nullable Weaving installed;

  private final Instrumentation instrumentation;
  private final LateStart rest;
  private final DispatcherDefinition dispatcher;
  private final WovenClients clients = new WovenClients();
  private boolean begun;
  private @Nullable Weaver weaver;
  private volatile boolean framesComeLast;

  private Weaving(Instrumentation instrumentation, LateStart rest) {
    this.instrumentation = instrumentation;
    this.rest = rest;
    this.dispatcher = new DispatcherDefinition(instrumentation);
  }

  /**
   * Weaves classes that are loaded from now on, and those already loaded. Asking the classes of the
   * boot class loader, nearly all at this time, for their names would cost 10 milliseconds; the
   * only targets among them are those for TLS, and the client of the JDK whose package tells
   * whether it may be there.
   */
  public static void install(Instrumentation instrumentation, LateStart rest) {
    Weaving weaving = new Weaving(instrumentation, rest);
    instrumentation.addTransformer(weaving, true);
    try {
      weaving.weaveLoaded();
      installed = weaving;
    } catch (Throwable fault) {
      instrumentation.removeTransformer(weaving);
      throw fault;
    }
  }

  /**
   * Weaves what shows where the application's requests begin and end, from now on. Only AI calls
   * make it of any use. Takes a while, so it is called on a thread of the agent.
   */
  public static void watchRequests() {
    Weaving weaving = installed;
    if (weaving != null) {
      Targets.addRequests();
      for (Class<?> loaded : weaving.instrumentation.getAllLoadedClasses()) {
        if (Targets.isOfRequests(loaded.getName())) {
          retransform(weaving.instrumentation, loaded);
        }
      }
    }
  }

  private void weaveLoaded() {
    Class<?>[] all = instrumentation.getAllLoadedClasses();
    boolean ofBootLoader = Package.getPackage(URL_CONNECTIONS) != null;
    Map<WovenClient, List<Class<?>>> parts = new HashMap<>();
    for (Class<?> loaded : all) {
      if (ofBootLoader || loaded.getClassLoader() != null) {
        weaveLoaded(loaded, loaded.getName().replace('.', '/'), parts);
      }
    }
    for (Map.Entry<WovenClient, List<Class<?>>> client : parts.entrySet()) {
      weaveAtOnce(client.getKey(), client.getValue());
    }
    if (all.length > FRESH_CLASSES) {
      hookLoaded(Targets.TLS_ENGINE);
      hookLoaded(Targets.TLS_NAME);
      rest.comeLate();
    }
  }

  private void weaveLoaded(
      Class<?> loaded, String internalName, Map<WovenClient, List<Class<?>>> parts) {
    ClientInstrumentation client = Targets.of(internalName);
    if (client != null) {
      WovenClient woven = clients.of(client, loaded.getClassLoader());
      List<Class<?>> others = parts.get(woven);
      if (others == null) {
        others = new ArrayList<>();
        parts.put(woven, others);
      }
      others.add(loaded);
    } else if (Targets.isOfOwnTls(internalName)) {
      retransform(instrumentation, loaded);
    } else {
      notice(internalName);
    }
  }

  /**
   * Weaves all classes of a client in one step of the JVM: no call sees a client that is woven in
   * part. A class that the JVM cannot link is of no use to the application either, so the others
   * are woven without it.
   */
  private void weaveAtOnce(WovenClient client, List<Class<?>> parts) {
    try {
      instrumentation.retransformClasses(parts.toArray(new Class<?>[0]));
    } catch (InternalError | NoClassDefFoundError unusable) {
      if (parts.size() == 1) {
        Faults.count("retransform", unusable);
        return;
      }
      for (Class<?> part : parts) {
        weaveAtOnce(client, List.of(part));
      }
    } catch (Throwable fault) {
      Faults.count("retransform", fault);
      client.leave("its classes were loaded before the agent and cannot be changed: " + fault);
    }
  }

  private void notice(String internalName) {
    String client = Unwatched.of(internalName);
    if (client != null && MetClients.addUnwatched(client)) {
      rest.unwatchedClientAppears();
    }
  }

  /** Loads the class if it is not loaded, because there is no cheaper way to find out. */
  private void hookLoaded(String internalName) {
    try {
      retransform(instrumentation, Class.forName(internalName.replace('/', '.'), false, null));
    } catch (ClassNotFoundException noTls) {
      // There is nothing to hook.
    }
  }

  /** What fails here costs no call. */
  private static void retransform(Instrumentation instrumentation, Class<?> loaded) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable fault) {
      Faults.count("retransform", fault);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || !Targets.has(internalName) && !Unwatched.has(internalName)) {
      return null;
    }
    try {
      if (loader == null ? Targets.isOfJdk(internalName) : Targets.isOfOwnTls(internalName)) {
        return hook(internalName, classFile);
      }
      boolean isLeft = framesComeLast && Targets.isFrame(internalName);
      byte[] woven = isLeft ? null : woven(loader, internalName, classFile);
      if (woven == null) {
        notice(internalName);
      }
      return woven;
    } catch (Throwable fault) {
      Faults.count("weave", fault);
      return null;
    }
  }

  private byte @Nullable [] woven(
      @Nullable ClassLoader loader, String internalName, byte[] classFile) throws Exception {
    ClientInstrumentation client = Targets.of(internalName);
    if (client == null && Targets.isOfBuilder(internalName)) {
      begin();
    }
    if (client == null || !client.meet(loader)) {
      return null;
    }
    WovenClient woven = clients.of(client, loader);
    if (woven.isLeft()) {
      return null;
    }
    try {
      return weave(client, classFile);
    } catch (Throwable fault) {
      woven.leave(fault.getMessage() == null ? fault.toString() : fault.getMessage());
      throw fault;
    }
  }

  /** What fails here costs no call: later ones may go unseen without a word. */
  private byte @Nullable [] hook(String internalName, byte[] classFile) {
    try {
      switch (internalName) {
        case Targets.LAUNCHER:
          letFramesComeLast();
          break;
        case Targets.BEAN_SERVER:
          rest.beansAppear();
          break;
        default:
          return AccessController.doPrivileged(new Hooking(internalName, classFile));
      }
    } catch (Throwable fault) {
      Faults.count("unseen", fault);
    }
    return null;
  }

  /**
   * The JVM asks agents in the order of the command line, and what is woven last is outermost. The
   * OpenTelemetry agent may come after this one; but a transformer that is registered in its name
   * is asked after its own.
   */
  private void letFramesComeLast() throws ReflectiveOperationException {
    Instrumentation others = otherAgents();
    if (others != null) {
      others.addTransformer(new Frames(), true);
      framesComeLast = true;
    }
  }

  private static @Nullable Instrumentation otherAgents() throws ReflectiveOperationException {
    try {
      return (Instrumentation)
          Class.forName(OTHER_AGENT, true, null).getMethod("getInstrumentation").invoke(null);
    } catch (ClassNotFoundException absent) {
      return null;
    }
  }

  private byte[] weave(ClientInstrumentation client, byte[] classFile) throws Exception {
    return AccessController.doPrivileged(new Change(client, classFile));
  }

  private synchronized Weaver weaver() throws Exception {
    if (weaver == null) {
      begin();
      weaver = new Weaver(dispatcher.install(new Linker(rest, clients), null));
    }
    return weaver;
  }

  /** At the first sign of a client. */
  private synchronized void begin() {
    if (!begun) {
      begun = true;
      rest.begin();
      OwnThreads.daemon("costspan-rehearsal", new Rehearse()).start();
    }
  }

  /** What only classes need that may be loaded much later, when the jar is gone. */
  public static List<Class<?>> laterClasses() {
    return List.of(TlsHook.class, Hooking.class, ClassFile.class);
  }

  /** While the application is still on its way to its first call. */
  private final class Rehearse implements Runnable {
    @Override
    public void run() {
      try {
        Rehearsal.run(weaver());
      } catch (Throwable fault) {
        Faults.count("rehearsal", fault);
      }
    }
  }

  /**
   * Uses the agent's own permissions, which may be more than those of the thread that needs the
   * class.
   */
  private final class Change implements PrivilegedExceptionAction<byte[]> {
    private final ClientInstrumentation client;
    private final byte[] classFile;

    Change(ClientInstrumentation client, byte[] classFile) {
      this.client = client;
      this.classFile = classFile;
    }

    @Override
    public byte[] run() throws Exception {
      byte[] woven = weaver().weave(client, classFile);
      // The agent's own calls do not tell what the application uses.
      if (!OwnThreads.isCurrent()) {
        MetClients.add(client.client());
      }
      return woven;
    }
  }

  /** Weaves what has to be outermost. */
  private final class Frames implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String internalName,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      try {
        return internalName != null && framesComeLast && Targets.isFrame(internalName)
            ? woven(loader, internalName, classFile)
            : null;
      } catch (Throwable fault) {
        Faults.count("weave", fault);
        return null;
      }
    }
  }

  /** No lambda: the first one costs a cold JVM 10 milliseconds. */
  private final class Hooking implements PrivilegedExceptionAction<byte @Nullable []> {
    private final String internalName;
    private final byte[] classFile;

    Hooking(String internalName, byte[] classFile) {
      this.internalName = internalName;
      this.classFile = classFile;
    }

    @Override
    public byte @Nullable [] run() throws Exception {
      ObjIntConsumer<@Nullable String> listener = rest.connections();
      if (listener == null) {
        return null;
      }
      dispatcher.install(null, listener);
      return TlsHook.into(internalName, classFile);
    }
  }
}
