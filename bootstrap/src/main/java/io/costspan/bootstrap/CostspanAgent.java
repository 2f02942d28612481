package io.costspan.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Entry class of the agent, and the class loader of everything else in its jar.
 *
 * <p>The jar of an agent is on the application's class path, so whatever an application must not
 * find by name is stored under {@code inst/}, as {@code .classdata} or inside an archive, where
 * only this class loader looks. The entry class itself is the class loader because a second class
 * at the root of the jar could be resolved from the class path too. Its parent is the platform
 * class loader, so that no class of the application can interfere.
 *
 * <p>Compiled to Java 8 bytecode, so that it can explain on an old JVM why the application runs
 * without the agent. Nothing here throws into the start of the application.
 */
public final class CostspanAgent extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String FIRST_JAVA = "17";
  private static final String OWN_PACKAGES = "io.costspan.";
  private static final String OWN_FOLDERS = "io/costspan/";
  private static final String HIDDEN = "inst/";

  private static @Nullable CostspanAgent loader;
  private static boolean attached;

  private final File file;
  private final JarFile jar;
  private final ProtectionDomain domain;
  private volatile @Nullable Function<String, @Nullable ByteBuffer> archive;

  private CostspanAgent(File file, ClassLoader parent, ProtectionDomain domain) throws IOException {
    super(parent);
    this.file = file;
    this.jar = new JarFile(file, false);
    this.domain = domain;
  }

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String args, Instrumentation instrumentation) {
    attach("io.costspan.start.AgentStart", args, instrumentation);
  }

  /** Called by the JVM when attached later, on a thread that is not the application's. */
  public static void agentmain(@Nullable String args, Instrumentation instrumentation) {
    attach("io.costspan.start.LateAgentStart", args, instrumentation);
  }

  /** The command line; ends with exit code 2 on a JVM that is too old. */
  public static void main(String[] args) throws Throwable {
    if (isTooOld(System.getProperty("java.specification.version"))) {
      System.err.println(tooOld());
      System.exit(2);
    }
    try {
      loader()
          .loadClass("io.costspan.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static synchronized void attach(
      String start, @Nullable String args, Instrumentation instrumentation) {
    if (attached) {
      return;
    }
    attached = true;
    try {
      if (isTooOld(System.getProperty("java.specification.version"))) {
        System.err.println(tooOld());
      } else {
        start(start).accept(args, instrumentation);
      }
    } catch (Throwable e) {
      say(e);
    }
  }

  /** In a running application, standard error may have become anything. */
  private static void say(Throwable e) {
    try {
      System.err.println(
          "[costspan] error: the agent could not be attached; the application"
              + " continues without it: "
              + e);
    } catch (Throwable unsaid) {
      // There is no other way to report it.
    }
  }

  /** Whether that {@code java.specification.version}, such as 1.8 or 11, is not supported. */
  static boolean isTooOld(String specificationVersion) {
    return specificationVersion.startsWith("1.")
        || specificationVersion.length() < FIRST_JAVA.length()
        || (specificationVersion.length() == FIRST_JAVA.length()
            && specificationVersion.compareTo(FIRST_JAVA) < 0);
  }

  private static String tooOld() {
    return "[costspan] error: Costspan needs Java "
        + FIRST_JAVA
        + " or newer, but this is Java "
        + System.getProperty("java.version")
        + "; the application continues without it";
  }

  /**
   * Uses an interface instead of a reflective call, for which newer JVMs generate classes at start.
   */
  @SuppressWarnings("unchecked")
  private static BiConsumer<@Nullable String, Instrumentation> start(String className)
      throws Exception {
    return (BiConsumer<@Nullable String, Instrumentation>)
        loader().loadClass(className).getDeclaredConstructor().newInstance();
  }

  private static synchronized CostspanAgent loader() throws Exception {
    CostspanAgent existing = loader;
    if (existing == null) {
      ProtectionDomain domain = CostspanAgent.class.getProtectionDomain();
      File file = new File(domain.getCodeSource().getLocation().toURI());
      existing = new CostspanAgent(file, platformLoader(), domain);
      loader = existing;
    }
    return existing;
  }

  /**
   * The topmost class loader above the class path. Java 8 has no method for it, and calling the
   * method of later versions by reflection costs 20 milliseconds at start.
   */
  private static ClassLoader platformLoader() {
    ClassLoader top = CostspanAgent.class.getClassLoader();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(OWN_PACKAGES) ? loadOwn(name) : super.loadClass(name, resolve);
  }

  private Class<?> loadOwn(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteBuffer classFile = classFile(name.replace('.', '/') + ".class");
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      return defineClass(name, classFile, domain);
    } catch (LinkageError e) {
      // Another agent sees the class first, and classes that it loads then may make this one be
      // loaded.
      Class<?> meanwhile = findLoadedClass(name);
      if (meanwhile == null) {
        throw e;
      }
      return meanwhile;
    } finally {
      giveBack(classFile);
    }
  }

  /** The few classes that every start needs are plain entries, all others are in the archive. */
  private @Nullable ByteBuffer classFile(String path) throws ClassNotFoundException {
    try {
      ByteBuffer packed = archive == null ? null : archive().apply(path);
      if (packed != null) {
        return packed;
      }
      ZipEntry open = jar.getEntry(HIDDEN + path + "data");
      return open == null ? archive().apply(path) : ByteBuffer.wrap(read(open));
    } catch (IOException | ReflectiveOperationException e) {
      throw new ClassNotFoundException(path, e);
    }
  }

  @SuppressWarnings("unchecked")
  private void giveBack(ByteBuffer bytes) {
    Function<String, @Nullable ByteBuffer> lender = archive;
    if (lender != null) {
      ((Consumer<ByteBuffer>) lender).accept(bytes);
    }
  }

  @SuppressWarnings("unchecked")
  private Function<String, @Nullable ByteBuffer> archive() throws ReflectiveOperationException {
    synchronized (jar) {
      if (archive == null) {
        archive =
            (Function<String, @Nullable ByteBuffer>)
                loadClass("io.costspan.bootstrap.ClassArchive")
                    .getConstructor(JarFile.class, ZipEntry.class)
                    .newInstance(jar, jar.getEntry(HIDDEN + "costspan-classes.jar"));
      }
      return archive;
    }
  }

  /** Also finds what is in the archive, although that has no URL. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (!name.startsWith(OWN_FOLDERS)) {
      return super.getResourceAsStream(name);
    }
    try {
      ByteBuffer bytes = name.endsWith(".class") ? classFile(name) : archive().apply(name);
      if (bytes == null) {
        return super.getResourceAsStream(name);
      }
      InputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes.array(), bytes.limit()));
      giveBack(bytes);
      return in;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ZipEntry entry = jar.getEntry(HIDDEN + name);
    try {
      return entry == null ? null : new URL("jar:" + file.toURI() + "!/" + entry.getName());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return resource == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(resource));
  }

  private byte[] read(ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      int filled = 0;
      while (filled < bytes.length) {
        int count = in.read(bytes, filled, bytes.length - filled);
        if (count < 0) {
          throw new IOException("truncated: " + entry.getName());
        }
        filled += count;
      }
    }
    return bytes;
  }
}
