package sacred;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What an agent of the tests weaves into every method of ours, at its entry and its return: a place
 * where a fault can be made to happen on an application's thread. Loaded by the boot loader, and in
 * a package that is not ours, so that the agent's loaders find it.
 *
 * <p>No fault happens in a method that the client or the JDK calls as one of its own, because it
 * overrides one of theirs; nor in advice, whose last deed at the entry and first at the exit are
 * calls of the client's own methods. A fault there would not come from us but from them. It happens
 * in all that such a method calls.
 */
public final class FaultPoint {
  private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  /** To look loads classes at first, which the agent's transformer is shown. */
  private static final ThreadLocal<String> LOOKING = new ThreadLocal<>();

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private static volatile boolean recording;
  private static volatile String armed;
  private static volatile Throwable fault;
  private static volatile boolean fired;

  private FaultPoint() {}

  /** Called by every method of ours. */
  public static void at(String point) {
    if ((recording || armed != null) && LOOKING.get() == null) {
      LOOKING.set(point);
      try {
        look(point);
      } finally {
        LOOKING.remove();
      }
    }
  }

  /** From now on notes where a fault could happen. */
  public static void startRecording() {
    SEEN.clear();
    recording = true;
  }

  /** Where it could have happened since. */
  public static List<String> stopRecording() {
    recording = false;
    return SEEN.stream().sorted().toList();
  }

  /** From now on that fault happens at that point, whenever it is passed. */
  public static void arm(String point, Throwable what) {
    fault = what;
    fired = false;
    armed = point;
  }

  /** All is well again. Returns whether the fault has happened. */
  public static boolean disarm() {
    armed = null;
    return fired;
  }

  private static void look(String point) {
    if (Thread.currentThread().getThreadGroup().getName().equals("costspan")) {
      return;
    }
    if (recording) {
      if (!SEEN.contains(point) && !STACK.walk(FaultPoint::isTheirs)) {
        SEEN.add(point);
      }
    } else if (point.equals(armed) && !STACK.walk(FaultPoint::isTheirs)) {
      fired = true;
      FaultPoint.<RuntimeException>sneak(fault);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable any) throws T {
    throw (T) any;
  }

  private static boolean isTheirs(Stream<StackFrame> frames) {
    List<StackFrame> stack = frames.dropWhile(frame -> !isOurs(frame)).toList();
    StackFrame method = stack.get(0);
    StackFrame caller =
        stack.stream().filter(frame -> !isBridge(frame, method)).findFirst().orElse(null);
    return (caller == null || !isOurs(caller)) && (isAdvice(method) || overridesTheirs(method));
  }

  /** The method itself, or one that the compiler made to override theirs. */
  private static boolean isBridge(StackFrame frame, StackFrame method) {
    return frame.getDeclaringClass() == method.getDeclaringClass()
        && frame.getMethodName().equals(method.getMethodName());
  }

  private static boolean isOurs(StackFrame frame) {
    String name = frame.getClassName();
    return name.startsWith("io.costspan.") && !name.startsWith("io.costspan.it.");
  }

  private static boolean isAdvice(StackFrame frame) {
    return frame.getClassName().endsWith("Advice");
  }

  private static boolean overridesTheirs(StackFrame frame) {
    return supertypes(frame.getDeclaringClass())
        .filter(type -> !type.getName().startsWith("io.costspan."))
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .anyMatch(
            theirs ->
                theirs.getName().equals(frame.getMethodName())
                    && theirs.getParameterCount() == frame.getMethodType().parameterCount());
  }

  private static Stream<Class<?>> supertypes(Class<?> type) {
    return type == null
        ? Stream.of()
        : Stream.of(
                Stream.<Class<?>>of(type),
                supertypes(type.getSuperclass()),
                Stream.of(type.getInterfaces()).flatMap(FaultPoint::supertypes))
            .flatMap(all -> all);
  }
}
