package io.costspan.budget;

import static io.costspan.pipeline.CallFixture.chat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.costspan.config.Config;
import io.costspan.health.Faults;
import io.costspan.pipeline.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final BlockingQueue<String> posted = new ArrayBlockingQueue<>(10);
  private final HttpServer alertmanager =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Budgets budgets =
      new Budgets(new ManualClock("2026-11-28T20:15:30Z"), admission -> {}, step -> {});
  private final Semaphore answers = new Semaphore(1);
  private volatile int status = 200;
  private volatile @Nullable String authorization;

  WebhookTest() throws IOException {
    alertmanager.createContext(
        "/api/v2/alerts",
        exchange -> {
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          posted.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answers.acquireUninterruptibly();
          answers.release();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    alertmanager.start();
  }

  @AfterEach
  void stop() {
    answers.release();
    alertmanager.stop(0);
  }

  @Test
  void warning_isPostedAsAlertmanagerTakesIt() throws InterruptedException {
    obey("budget.team=10 USD/day,budget.team.by=owner.team,owner.mdc=team");

    budgets.accept(chat().stated("5", "USD").owned("team", "a \"b\"\\").build());
    budgets.work();

    assertThat(posted.poll(30, TimeUnit.SECONDS))
        .startsWith(
            "POST application/json [{\"labels\":{\"alertname\":\"CostspanBudget\","
                + "\"severity\":\"warning\",\"costspan_budget\":\"team\","
                + "\"costspan_threshold\":\"50\",\"currency\":\"USD\","
                + "\"owner_team\":\"a \\\"b\\\"\\\\\",\"instance\":\"")
        .endsWith(
            "\"},\"annotations\":{\"summary\":\"budget team (owner.team=a \\\"b\\\"\\\\): 50% is"
                + " reached: 5 of 10 USD per day spent in this JVM\"},"
                + "\"startsAt\":\"2026-11-28T20:15:30Z\",\"endsAt\":\"2026-11-29T00:00:00Z\"}]");
  }

  @Test
  void passwordInUrl_isSentAsBasic() throws InterruptedException {
    obey("budget.all=10 USD/day", "prom:p%40ss@localhost");

    budgets.accept(chat().stated("5", "USD").build());
    budgets.work();

    assertThat(posted.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(authorization).isEqualTo("Basic cHJvbTpwQHNz");
  }

  @Test
  void wholeBudget_isCritical() throws InterruptedException {
    obey("budget.all=10 USD/day");

    budgets.accept(chat().stated("10", "USD").build());
    budgets.work();

    assertThat(posted.poll(30, TimeUnit.SECONDS)).contains("\"warning\"", "\"50\"");
    assertThat(posted.poll(30, TimeUnit.SECONDS)).contains("\"warning\"", "\"80\"");
    assertThat(posted.poll(30, TimeUnit.SECONDS)).contains("\"critical\"", "\"100\"");
  }

  @Test
  void serverThatFails_isAskedAgainAndCounted() throws InterruptedException {
    status = 503;
    long before = failures();
    obey("budget.all=10 USD/day");

    budgets.accept(chat().stated("5", "USD").build());
    budgets.work();

    for (int i = 0; i < 3; i++) {
      assertThat(posted.poll(30, TimeUnit.SECONDS)).contains("\"50\"");
    }
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (failures() == before && System.nanoTime() < endNanos) {
      Thread.onSpinWait();
    }
    assertThat(failures()).isGreaterThan(before);
  }

  @Test
  void exit_alertsThatAreStillToBeSent_countAsLost() throws InterruptedException {
    answers.acquire();
    long before = failures();
    obey("budget.all=10 USD/day");
    budgets.accept(chat().stated("10", "USD").build());
    budgets.work();
    assertThat(posted.poll(30, TimeUnit.SECONDS)).isNotNull();

    budgets.close();

    assertThat(failures() - before).isEqualTo(3);
  }

  private static long failures() {
    return Faults.counts().getOrDefault("budget_webhook", 0L);
  }

  private void obey(String options) {
    obey(options, "localhost");
  }

  private void obey(String options, String host) {
    budgets.obey(
        Config.load(
            options
                + ",budget.webhook=http://"
                + host
                + ":"
                + alertmanager.getAddress().getPort()
                + "/api/v2/alerts"));
  }
}
