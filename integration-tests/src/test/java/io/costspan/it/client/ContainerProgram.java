package io.costspan.it.client;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A container in the manner of Tomcat: its threads, which live on, run applications that a loader
 * of their own each has loaded, with that as context class loader. Says which loaders are collected
 * after the applications have stopped.
 */
final class ContainerProgram {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int APPLICATIONS = 3;

  private ContainerProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    List<WeakReference<ClassLoader>> stopped = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(1);
    for (int number = 0; number < APPLICATIONS; number++) {
      stopped.add(threads.submit(() -> run(arguments)).get());
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (stopped.stream().anyMatch(loader -> loader.get() != null)
        && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(100);
    }
    stopped.forEach(loader -> System.out.println(loader.get() == null ? "collected" : "leaked"));
    System.exit(0);
  }

  /** Runs an application once; its loader. */
  static WeakReference<ClassLoader> run(String[] arguments) throws Exception {
    try (ApplicationLoader loader = new ApplicationLoader(classPath())) {
      Thread.currentThread().setContextClassLoader(loader);
      start(loader, arguments);
      return new WeakReference<>(loader);
    } finally {
      Thread.currentThread().setContextClassLoader(null);
    }
  }

  private static void start(ClassLoader loader, String[] arguments) throws Exception {
    Class<?> servers = loader.loadClass(Server.class.getName());
    var server = servers.getDeclaredMethod("of", String[].class, int.class);
    server.setAccessible(true);
    var application =
        loader.loadClass(WebApp.class.getName()).getDeclaredConstructor(String.class, servers);
    application.setAccessible(true);
    Callable<?> call =
        (Callable<?>) application.newInstance(arguments[0], server.invoke(null, arguments, 1));
    if (call.call().equals(0)) {
      throw new IllegalStateException("no answer");
    }
  }

  private static URL[] classPath() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  /**
   * Defines classes in the plain course of things as Tomcat's loader does, not in a privileged
   * action as {@link URLClassLoader}: then the application's code counts as part of the stack.
   */
  private static final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader(URL[] classPath) {
      super(classPath, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] classFile = in.readAllBytes();
        CodeSource source = new CodeSource(getURLs()[0], (Certificate[]) null);
        return defineClass(
            name, classFile, 0, classFile.length, new ProtectionDomain(source, null, this, null));
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
