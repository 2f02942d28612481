package io.costspan.owner;

import io.costspan.health.Faults;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method of the application that makes a call: the first one that is no library's. Each
 * place that looks for callers has one of these.
 */
public final class Callers {
  /** Whoever is deeper in the stack than that is not found. */
  private static final int FRAMES = 200;

  /** Of what a walker begins with, the JDK takes these for itself, until Java 21. */
  private static final int RESERVED = Runtime.version().feature() < 22 ? 2 : 0;

  /**
   * By the number of frames with which they begin: the JDK makes objects for so many at once, and
   * then for twice as many.
   */
  private static final StackWalker[] WALKERS = walkers(64);

  private static final ClassLoader OWN = Callers.class.getClassLoader();

  /** Asked once per class, which holds the answer itself: its methods, or none of a library's. */
  private static final ClassValue<Optional<Methods>> METHODS =
      new ClassValue<>() {
        @Override
        protected Optional<Methods> computeValue(Class<?> type) {
          return isApplications(type) ? Optional.of(new Methods(type.getName())) : Optional.empty();
        }
      };

  /** The methods of a class that make calls, as they are told. */
  private static final class Methods {
    private final String type;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    Methods(String type) {
      this.type = type;
    }

    String name(String method) {
      String known = names.get(method);
      if (known == null) {
        known = Callers.name(type, method);
        names.put(method, known);
      }
      return known;
    }
  }

  /** How many frames the latest caller was away; the next one is likely to be as far. */
  private int latest;

  private final Function<Stream<StackFrame>, @Nullable String> first = this::first;

  /**
   * @param likely how many frames away the first caller probably is
   */
  Callers(int likely) {
    latest = likely;
  }

  private static StackWalker[] walkers(int frames) {
    StackWalker[] walkers = new StackWalker[frames];
    for (int i = 0; i < frames; i++) {
      walkers[i] =
          StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), i + 1);
    }
    return walkers;
  }

  /**
   * Such as {@code com.acme.Shop.answer}; null if only libraries are on the stack. Never throws: a
   * failure costs a call no more than its caller.
   */
  public @Nullable String current() {
    try {
      return WALKERS[Math.min(latest + RESERVED, WALKERS.length) - 1].walk(first);
    } catch (Throwable fault) {
      Faults.count("owner", fault);
      return null;
    }
  }

  private @Nullable String first(Stream<StackFrame> frames) {
    Iterator<StackFrame> all = frames.iterator();
    for (int i = 0; i < FRAMES && all.hasNext(); i++) {
      StackFrame frame = all.next();
      Optional<Methods> its = METHODS.get(frame.getDeclaringClass());
      if (its.isPresent()) {
        latest = i + 1;
        return its.get().name(frame.getMethodName());
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
