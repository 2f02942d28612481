package io.costspan.benchmarks;

import io.costspan.config.Config;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Gate;
import java.lang.StackWalker.StackFrame;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole AI call of which caller and owner are noticed, and the same call without, as far below
 * the application's method as with OkHttp; and the cheapest way of the JDK to learn the name of one
 * method.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallerBenchmark {
  /** What is asked for. */
  public enum Asked {
    NEITHER("caller=off"),
    BOTH("caller=span,owner.header=team:x-team");

    private final String options;

    Asked(String options) {
      this.options = options;
    }
  }

  /** Who calls OkHttp. */
  public enum Through {
    /** The application: its method calls {@code execute}, and that the advice. */
    DIRECT(1),
    /** An SDK as deep as openai-java. */
    SDK(16);

    private final int frames;

    Through(int frames) {
      this.frames = frames;
    }
  }

  /** Loaded as the application's classes are, not by the class loader of the agent's. */
  public static final class Shop implements Function<Supplier<Object>, Object> {
    @Override
    public Object apply(Supplier<Object> client) {
      return client.get();
    }
  }

  /** A client, an SDK in front of it, and an application. */
  @State(Scope.Benchmark)
  public static class Calls implements Supplier<Object> {
    @Param private Asked asked;
    @Param private Through through;
    private RatedCalls calls;
    private Function<Supplier<Object>, Object> shop;

    /** The agent must have found whom it is asked for. */
    @Setup
    @SuppressWarnings("unchecked")
    public void open() throws ReflectiveOperationException {
      calls = new RatedCalls(Config.load(asked.options), List.of());
      URL own = Shop.class.getProtectionDomain().getCodeSource().getLocation();
      ClassLoader loader =
          new URLClassLoader(new URL[] {own}, ClassLoader.getPlatformClassLoader());
      shop =
          (Function<Supplier<Object>, Object>)
              loader.loadClass(Shop.class.getName()).getConstructor().newInstance();
      boolean isFound = String.valueOf(shop.apply(this)).contains("Shop.apply");
      if (isFound != (asked == Asked.BOTH)) {
        throw new IllegalStateException("noticed " + shop.apply(this));
      }
    }

    @Override
    public Object get() {
      return below(through.frames);
    }

    private static Object below(int frames) {
      return frames == 1 ? Gate.noticed() : below(frames - 1);
    }
  }

  private static final StackWalker NEAREST =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), 1);

  /** The part that looks for the caller is the first. */
  @Benchmark
  public Exchange call(Calls all) {
    return all.calls.call(all.shop.apply(all));
  }

  /** Ends at its first frame. */
  @Benchmark
  public String walk() {
    return NEAREST.walk(CallerBenchmark::first);
  }

  private static String first(Stream<StackFrame> frames) {
    return frames.iterator().next().getMethodName();
  }
}
