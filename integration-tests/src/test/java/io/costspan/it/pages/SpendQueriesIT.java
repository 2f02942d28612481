package io.costspan.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.prometheus.PrometheusServer;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A real Prometheus answers the queries about owners, requests and budgets in the manual. */
class SpendQueriesIT {
  private static final String FIRED =
      "count(ALERTS{alertname=\"AiBudgetOfTheFleet\",alertstate=\"firing\"})";

  @AutoClose private final AiStandIn standIn = AiStandIn.of("sdk");
  private final Page requests = new Page("requests.md");
  private final Page owners = new Page("owners.md");
  private final Page budgets = new Page("budgets.md");

  @Test
  void queriesOfThePages_haveAnswers() throws IOException {
    int port = PrometheusServer.freePort();
    String rule = new Page("fleet.md").text("fleet-budget").replace("> 500", "> 0.05");
    try (PrometheusServer prometheus = PrometheusServer.start(port, rule);
        RunningJvm shop = shop(port)) {
      shop.awaitStdout("in servlet requests");

      await(prometheus, shop, owners.text("owner-spent"), spent -> spent > 0);
      await(prometheus, shop, requests.text("request-dearest"), dearest -> dearest > 0.009);
      await(prometheus, shop, budgets.text("budget-left"), left -> left == 0);
      await(prometheus, shop, budgets.text("budget-spent"), warnings -> warnings > 0);
      await(prometheus, shop, requests.text("request-share"), share -> share > 0.3 && share < 1);
      await(prometheus, shop, FIRED, alerts -> alerts == 1);
    }
  }

  @Test
  void promqlOfThePages_isRunHere() {
    assertThat(List.of(requests, owners, budgets))
        .flatMap(Page::names)
        .filteredOn(name -> name.matches("(request|owner|budget)-.*"))
        .containsExactlyInAnyOrder(
            "request-dearest", "request-share", "owner-spent", "budget-left", "budget-spent");
  }

  /** A servlet, since without OpenTelemetry only that shows where a request begins. */
  private RunningJvm shop(int port) throws IOException {
    String openAi = standIn.url() + "/openai/v1";
    return ChildJvm.on(Jdk.running())
        .agent("owner.header=team:x-visit,budget.day=0.03 USD/day,endpoints=" + openAi + "=openai")
        .env("OTEL_METRICS_EXPORTER", "prometheus")
        .env("OTEL_TRACES_EXPORTER", "none")
        .env("OTEL_EXPORTER_PROMETHEUS_PORT", port)
        .classPath(Build.frameworkClassPath("tomcat"), Build.callsClassPath())
        .start(
            "io.costspan.it.tomcat.Visited",
            openAi + "/chat/completions",
            Scratch.folder("tomcat"));
  }

  /** Visitors come until there is that answer: a rate needs growth. */
  private static void await(
      PrometheusServer prometheus, RunningJvm shop, String query, Predicate<Double> expected) {
    prometheus.await(
        query,
        answer -> {
          shop.type("search");
          return expected.test(answer);
        });
  }
}
