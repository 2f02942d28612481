package io.costspan.owner;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An application that calls a client. */
public final class Shop implements UnaryOperator<Supplier<String>> {
  /** The caller. */
  public static final String METHOD = Shop.class.getName() + ".apply";

  @Override
  public Supplier<String> apply(Supplier<String> client) {
    String answer = client.get();
    return () -> answer;
  }

  /** One that is loaded as an application is: not by the class loader of the agent's classes. */
  @SuppressWarnings("unchecked")
  public static UnaryOperator<Supplier<String>> ofAnApplication()
      throws ReflectiveOperationException {
    URL tests = Shop.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader loader =
        new URLClassLoader(new URL[] {tests}, ClassLoader.getPlatformClassLoader());
    return (UnaryOperator<Supplier<String>>)
        loader.loadClass(Shop.class.getName()).getConstructor().newInstance();
  }
}
