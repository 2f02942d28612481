package io.costspan.owner;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the method of the application that makes a call: the first one that is no library's. */
final class Callers {
  /** Whoever is deeper in the stack than that is not found. */
  private static final int FRAMES = 200;

  /** About as many as lie between an HTTP client and the caller of an AI library. */
  private static final int USUAL_FRAMES = 16;

  private static final StackWalker STACK =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), USUAL_FRAMES);

  private static final ClassLoader OWN = Callers.class.getClassLoader();

  /** Asked once per class, which holds the answer itself. */
  private static final ClassValue<Boolean> IS_APPLICATIONS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isApplications(type);
        }
      };

  private Callers() {}

  /** Such as {@code com.acme.Shop.answer}; null if only libraries are on the stack. */
  static @Nullable String current() {
    return STACK.walk(Callers::first);
  }

  private static @Nullable String first(Stream<StackFrame> frames) {
    Iterator<StackFrame> all = frames.iterator();
    for (int i = 0; i < FRAMES && all.hasNext(); i++) {
      StackFrame frame = all.next();
      if (IS_APPLICATIONS.get(frame.getDeclaringClass())) {
        return name(frame.getDeclaringClass().getName(), frame.getMethodName());
      }
    }
    return null;
  }

  private static boolean isApplications(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && !isOwn(loader)
        && loader != ClassLoader.getPlatformClassLoader()
        && !isGenerated(type.getName())
        && !Libraries.own(type.getName());
  }

  /** What is woven into a client has a class loader of the agent's for each client. */
  private static boolean isOwn(ClassLoader loader) {
    return loader == OWN || loader.getClass().getClassLoader() == OWN;
  }

  /** Proxies and the like stand for a method that is on the stack as well. */
  private static boolean isGenerated(String type) {
    return type.contains("$$") || type.contains("$Proxy");
  }

  /** Lambdas and anonymous classes are told as the method and the class in which they stand. */
  static String name(String type, String method) {
    String in = method;
    if (in.startsWith("lambda$")) {
      in = in.substring("lambda$".length());
    }
    int dollar = in.indexOf('$');
    int anonymous = anonymous(type);
    return type.substring(0, anonymous) + "." + (dollar > 0 ? in.substring(0, dollar) : in);
  }

  /** Where the number of an anonymous class begins, with its dollar. */
  private static int anonymous(String type) {
    int end = type.length();
    while (end > 0 && Character.isDigit(type.charAt(end - 1))) {
      end--;
    }
    return end > 1 && end < type.length() && type.charAt(end - 1) == '$' ? end - 1 : type.length();
  }
}
