package io.costspan.instrument;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to weave into the classes of one HTTP client.
 *
 * <p>A client is one package {@code io.costspan.instrument.<client>} with an {@code
 * XInstrumentation} that implements this, its advice nested in it, and an {@code XCall} for what
 * the advice does with one call. What it knows of a request on its way is linked to the client's
 * own objects by {@code Links}; where that is impossible, wrappers {@code XRequestTap} and {@code
 * XResponseTap} stand in for bodies. Its target classes are named in {@link Targets}. An
 * instrumentation is loaded by the agent's class loader. Everything else in its package is loaded
 * only by a {@link PluginLoader}, which sees the agent and the client's own classes, once for each
 * class loader in which the client is found. So advice may use the client's types, call anything,
 * and have static fields, but the instrumentation itself must not use any other class of its
 * package.
 *
 * <p>Advice is {@code static} methods of any visibility, which the annotations of Byte Buddy's
 * {@code Advice} describe, with {@code inline = false}: the call is an {@code invokedynamic}
 * instruction that is linked when it runs for the first time. {@link AdvisedMethod} knows those
 * annotations that are in use. State is passed from enter to exit in the value that enter returns
 * ({@code @Advice.Enter}). Arguments are replaced with {@code @Advice.AssignReturned}; returning
 * null replaces nothing, and advice does so before anything else if {@code Gate.endpoint} knows no
 * endpoint. Advice that returns true with {@code skipOn} makes the method return at once, without
 * the advice at its end. Whatever advice throws is counted as a fault and never reaches the
 * application; {@code suppress = Throwable.class} hides even a failed linkage. The one failure that
 * is meant for the application is the refusal of a call, see {@link Refuses}. What the client calls
 * on an object of the application can be redirected, see {@link Redirects}. What only the client's
 * own classes can see, advice asks for by a method {@code static void linked(Lookup)}, which is
 * called before it is linked. If advice changes anything that the application can see, it does so
 * last, and undoes it first, by the client's own methods. Wrappers are called by the client itself:
 * they call the delegate once, outside any {@code try}, and do everything else inside one whose
 * catch calls nothing.
 *
 * <pre>{@code
 * public final class XInstrumentation implements ClientInstrumentation {
 *   public List<Hook> hooks() {
 *     return List.of(new Hook(named("execute").and(takesArguments(2)), "ExecuteAdvice"));
 *   }
 *
 *   static final class ExecuteAdvice {
 *     @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
 *     @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 0))
 *     static Object @Nullable [] enter(@Advice.Argument(0) XRequest request) {...}
 *
 *     @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class, suppress = ...)
 *     static void exit(
 *         @Advice.Enter Object @Nullable [] entered,
 *         @Advice.Return @Nullable XResponse response,
 *         @Advice.Thrown @Nullable Throwable thrown) {...}
 *   }
 * }
 * }</pre>
 */
public interface ClientInstrumentation {
  /**
   * The hooks, which are the same for all target classes of the client; a hook without a match is
   * no error.
   */
  List<Hook> hooks();

  /**
   * Notes that a loader defines one of the target classes, and returns whether to weave it.
   *
   * @param loader null for the boot class loader
   */
  default boolean meet(@Nullable ClassLoader loader) {
    return true;
  }

  /** The client's name for people; empty for what is no client. */
  default String client() {
    return "";
  }
}
