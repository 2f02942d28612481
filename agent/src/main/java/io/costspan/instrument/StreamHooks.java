package io.costspan.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Hooks in the streams by which Apache HttpClient frames bodies on a connection. All other ways to
 * read, skip and write come to the methods that are woven, none of which calls another one of them.
 */
public final class StreamHooks {
  /** Apart from these hooks, because only a {@link PluginLoader} may load advice. */
  private static final String ADVICE = "io.costspan.instrument.streams.StreamAdvice$";

  private StreamHooks() {}

  /** For a client whose streams' names end in {@code InputStream} and {@code OutputStream}. */
  public static List<Hook> list() {
    return List.of(
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

  private static ElementMatcher<MethodDescription> of(String stream) {
    return isDeclaredBy(nameEndsWith(stream));
  }
}
