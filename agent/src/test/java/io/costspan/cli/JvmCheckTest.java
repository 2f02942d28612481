package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.State;
import io.costspan.health.State.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class JvmCheckTest {
  private final Properties properties = new Properties();
  private final StringWriter printed = new StringWriter();

  @Test
  void judge_healthyAgent_hasNothingToMend() {
    agent();

    assertThat(judge(false)).isZero();
    assertThat(printed.toString())
        .isEqualTo(
            """
            ok   agent       version 1.0 watches AI calls
            ok   clients     OkHttp
            note endpoints   all are at their usual hosts
            ok   calls       free 0, partial 0, rated 7, unrated 0
            note requests    calls in traces 7, in servlet requests 0
            note metrics go  embedded
            note spans go    nowhere before the first AI call
            note last export none was accepted so far
            ok   prices      table 2026-11-20, compared with its sources 8 days ago
            """);
  }

  @Test
  void judge_budgets_areALineEach() {
    agent();
    put(Entry.BUDGETS, "day: 12.5 of 50 USD per day, blocks\nrun: only warns at 2 USD per request");

    assertThat(judge(false)).isZero();
    assertThat(printed.toString())
        .contains(
            """
            note budget      day: 12.5 of 50 USD per day, blocks
            note budget      run: only warns at 2 USD per request
            """);
  }

  @Test
  void judge_eachTrouble_isMended() {
    agent();
    put(Entry.UNSEEN, "ai.corp: 1 connection, no call seen (gRPC)");
    put(Entry.CALLS, "free 0, partial 0, rated 7, unrated 2");
    put(Entry.EXPORT_ERROR, "metrics to localhost:4318: HTTP status 401");
    put(Entry.PRICE_AGE_DAYS, "61");
    put(Entry.FAULTS, "queue_full 3");

    assertThat(judge(false)).isEqualTo(1);
    assertThat(printed.toString().lines().filter(line -> line.startsWith("mend")))
        .map(line -> line.split(" +")[1])
        .containsExactly("unseen", "calls", "last", "prices", "faults");
  }

  @Test
  void judge_attachedButIdle_isToldFromNotAttached() {
    properties.setProperty("sun.jvm.args", "-javaagent:/opt/costspan-agent.jar");
    assertThat(judge(true)).isEqualTo(1);
    assertThat(printed.toString()).startsWith("{\"level\":\"mend\",\"name\":\"agent\"");
    assertThat(printed.toString()).contains("attached, but no HTTP client");

    properties.setProperty("sun.jvm.args", "-Xmx1g");
    judge(false);
    assertThat(printed.toString()).contains("not attached");

    put(Entry.VERSION, "1.0");
    printed.getBuffer().setLength(0);
    judge(false);
    assertThat(printed.toString()).contains("attached, but no HTTP client");
  }

  @Test
  void judge_homesOfOthers_saysNothingOfExports() {
    agent();
    put(Entry.METRICS_HOME, "otel-agent");
    put(Entry.SPANS_HOME, "otel-agent");

    assertThat(judge(false)).isZero();
    assertThat(printed.toString()).contains("note metrics go  otel-agent").doesNotContain("export");
  }

  @Test
  void judge_clientsThatAreNotWatched_areNamedIdleOrNot() {
    agent();
    put(Entry.UNWATCHED, "Reactor Netty\ngRPC");

    assertThat(judge(false)).isZero();
    assertThat(printed.toString())
        .contains("\nnote not watched Reactor Netty; gRPC (loaded, but its calls are not seen)\n");

    put(Entry.ACTIVE, "");
    printed.getBuffer().setLength(0);
    assertThat(judge(false)).isEqualTo(1);
    assertThat(printed.toString()).contains("\nnote not watched Reactor Netty; gRPC");
  }

  private void agent() {
    put(Entry.VERSION, "1.0");
    put(Entry.ACTIVE, "true");
    put(Entry.CLIENTS, "OkHttp");
    put(Entry.REQUESTS, "calls in traces 7, in servlet requests 0");
    put(Entry.CALLS, "free 0, partial 0, rated 7, unrated 0");
    put(Entry.METRICS_HOME, "embedded");
    put(Entry.PRICE_TABLE, "2026-11-20");
    put(Entry.PRICE_AGE_DAYS, "8");
  }

  private void put(Entry entry, String value) {
    properties.setProperty(State.PROPERTY_PREFIX + entry.key(), value);
  }

  private int judge(boolean json) {
    Checkup checkup = new Checkup();
    new JvmCheck(checkup).judge(properties);
    return checkup.print(new PrintWriter(printed, true), json);
  }
}
