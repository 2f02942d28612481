package io.costspan.instrument;

import static io.costspan.instrument.MethodMatch.isBridge;
import static io.costspan.instrument.MethodMatch.isDeclaredBy;
import static io.costspan.instrument.MethodMatch.nameEndsWith;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.not;
import static io.costspan.instrument.MethodMatch.takesArguments;

import java.util.List;

/**
 * Hooks in the connections of Apache HttpClient and in the streams by which it frames bodies there,
 * which have the same shape in its versions 4 and 5. All other ways to read, skip and write come to
 * the methods that are woven, none of which calls another one of them.
 */
public final class StreamHooks {
  /** Apart from these hooks, because only a {@link PluginLoader} may load advice. */
  private static final String ADVICE = "io.costspan.instrument.streams.StreamAdvice$";

  private StreamHooks() {}

  /**
   * For classes whose names end in {@code InputStream}, {@code OutputStream} and so on. Those that
   * only the old client of version 4 uses are not required.
   *
   * @param connections the package of the connections, with a dot at its end
   * @param streams that of the streams
   */
  public static List<Hook> list(String connections, String streams) {
    String base = connections + "BHttpConnectionBase";
    String[] inputs = framings(streams, "InputStream");
    String[] outputs = framings(streams, "OutputStream");
    return List.of(
        hook(
                namedOneOf("createOutputStream", "createContentOutputStream", "doSerialize"),
                "RequestStreamAdvice")
            .in(base),
        hook(named("sendRequestEntity").and(not(isBridge())), "SentAdvice")
            .in(connections + "DefaultBHttpClientConnection"),
        hook(namedOneOf("createInputStream", "createContentInputStream"), "ResponseStreamAdvice")
            .in(base),
        hook(
                namedOneOf("close", "shutdown").and(of("ConnectionBase").or(of("Connection"))),
                "CloseConnectionAdvice")
            .in(base),
        hook(named("read").and(takesArguments(byte[].class, int.class, int.class)), "ReadAdvice")
            .in(inputs),
        hook(named("read").and(takesArguments(0)), "ReadOneAdvice").in(inputs),
        hook(named("close").and(takesArguments(0)).and(of("InputStream")), "CloseInputAdvice")
            .in(inputs),
        hook(named("write").and(takesArguments(byte[].class, int.class, int.class)), "WriteAdvice")
            .in(outputs),
        hook(named("write").and(takesArguments(int.class)), "WriteOneAdvice").in(outputs),
        hook(named("close").and(takesArguments(0)).and(of("OutputStream")), "CloseOutputAdvice")
            .in(outputs));
  }

  private static String[] framings(String streams, String kind) {
    return new String[] {
      streams + "ContentLength" + kind, streams + "Chunked" + kind, streams + "Identity" + kind
    };
  }

  /** Of these, those for a class by which another client reads. */
  public static List<Hook> ofInput(String type) {
    return List.of(
        hook(
                named("read").and(takesArguments(byte[].class, int.class, int.class)).and(of(type)),
                "ReadAdvice")
            .in(type),
        hook(named("read").and(takesArguments(byte[].class)).and(of(type)), "ReadArrayAdvice")
            .in(type),
        hook(named("read").and(takesArguments(0)).and(of(type)), "ReadOneAdvice").in(type),
        hook(named("close").and(takesArguments(0)).and(of(type)), "CloseInputAdvice").in(type));
  }

  private static Hook hook(MethodMatch methods, String advice) {
    return new Hook(methods, ADVICE + advice);
  }

  private static MethodMatch of(String type) {
    return isDeclaredBy(nameEndsWith(type));
  }
}
