package io.costspan.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.exchange.BodyTap;
import io.costspan.exchange.Exchange;
import io.costspan.exchange.Exchanges;
import io.costspan.exchange.Gate;
import io.costspan.exchange.HeldBody;
import io.costspan.owner.Owners;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.Telemetry;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.wire.Headers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * A whole AI call that is rated, without budgets and with budgets that are never spent. All threads
 * ({@code -t}) share them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BudgetBenchmark {
  private static final String MUCH = "999999999999 USD/";
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Headers HEAD = name -> name.equals("x-team") ? "search" : null;

  /** Which budgets there are. */
  public enum Terms {
    NONE(""),
    WARN(",budget.a=" + MUCH + "day"),
    BLOCK(",budget.a=" + MUCH + "day,budget.a.action=block"),
    BLOCK_EACH_TEAM(",budget.a=" + MUCH + "24h,budget.a.by=owner.team,budget.a.action=block");

    private final String options;

    Terms(String options) {
      this.options = options;
    }
  }

  @Param private Terms terms;
  private Exchanges exchanges;
  private Endpoint endpoint;
  private final byte[] request = "{\"model\":\"gpt-4o\",\"messages\":[]}".getBytes(UTF_8);
  private final byte[] reply =
      "{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":8372,\"completion_tokens\":333}}"
          .getBytes(UTF_8);

  /** Owners are looked for in any case, so that only budgets make the difference. */
  @Setup
  public void open() {
    PriceTables prices = PriceTables.bundled();
    prices.current().prepare("openai");
    Config config = Config.load("owner.header=team:x-team" + terms.options);
    Budgets budgets = Budgets.start(admission -> exchanges.admit(admission));
    Pipeline pipeline = new Pipeline(List.of(budgets));
    pipeline.open(new Rater(prices)::rate, Telemetry.NONE);
    Catalog catalog = Catalog.bundled();
    exchanges = new Exchanges(catalog, pipeline);
    exchanges.attribute(Owners.of(config, Map.of()));
    endpoint = catalog.endpoint("api.openai.com", 443);
    budgets.obey(config);
    Gate.install(exchanges);
    call();
    if (budgets.lines().isEmpty() != (terms == Terms.NONE)) {
      throw new IllegalStateException("counted " + budgets.lines());
    }
  }

  /** From before it is sent until it is rated. */
  @Benchmark
  public Exchange call() {
    Request head = Request.of("POST", "/v1/chat/completions", HEAD);
    Exchange exchange = (Exchange) Gate.admit(endpoint, head, null, HeldBody.UNSEEN);
    BodyTap asked = exchange.requestBody("application/json", null);
    asked.bytes(request, 0, request.length);
    asked.end();
    BodyTap answered = exchange.responseBody(200, JSON::get);
    answered.bytes(reply, 0, reply.length);
    answered.end();
    return exchange;
  }
}
