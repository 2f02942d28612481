package io.costspan.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Hooks in the connections of Apache HttpClient and in the streams by which it frames bodies there,
 * which have the same shape in its versions 4 and 5. All other ways to read, skip and write come to
 * the methods that are woven, none of which calls another one of them.
 */
public final class StreamHooks {
  /** Apart from these hooks, because only a {@link PluginLoader} may load advice. */
  private static final String ADVICE = "io.costspan.instrument.streams.StreamAdvice$";

  private StreamHooks() {}

  /** For classes whose names end in {@code InputStream}, {@code OutputStream} and so on. */
  public static List<Hook> list() {
    return List.of(
        hook(
            namedOneOf("createOutputStream", "createContentOutputStream", "doSerialize"),
            "RequestStreamAdvice"),
        hook(named("sendRequestEntity").and(not(isBridge())), "SentAdvice"),
        hook(namedOneOf("createInputStream", "createContentInputStream"), "ResponseStreamAdvice"),
        hook(
            namedOneOf("close", "shutdown").and(of("ConnectionBase").or(of("Connection"))),
            "CloseConnectionAdvice"),
        hook(named("read").and(takesArguments(byte[].class, int.class, int.class)), "ReadAdvice"),
        hook(named("read").and(takesArguments(0)), "ReadOneAdvice"),
        hook(named("close").and(takesArguments(0)).and(of("InputStream")), "CloseInputAdvice"),
        hook(named("write").and(takesArguments(byte[].class, int.class, int.class)), "WriteAdvice"),
        hook(named("write").and(takesArguments(int.class)), "WriteOneAdvice"),
        hook(named("close").and(takesArguments(0)).and(of("OutputStream")), "CloseOutputAdvice"));
  }

  private static Hook hook(ElementMatcher<? super MethodDescription> methods, String advice) {
    return new Hook(methods, ADVICE + advice);
  }

  private static ElementMatcher.Junction<MethodDescription> of(String type) {
    return isDeclaredBy(nameEndsWith(type));
  }
}
