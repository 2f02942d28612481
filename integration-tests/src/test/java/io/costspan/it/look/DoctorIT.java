package io.costspan.it.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.OneCallApp;
import io.costspan.it.QuietApp;
import io.costspan.it.RunningJvm;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see who look into a JVM with the agent, by {@code doctor}, JMX and the log. */
class DoctorIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void doctor_jvmWithCalls_isWell(Jdk jdk) {
    String options = "budget.day=50 USD/day,budget.run=2 USD/request,endpoints=";
    try (RunningJvm app = calling(jdk, options + openAi() + "=openai")) {
      Finished doctor = awaitDoctor(jdk, app, "rated 1");

      assertThat(doctor.stdout())
          .containsPattern("ok +agent +version \\S+ watches AI calls")
          .containsPattern("ok +clients +java.net.http")
          .containsPattern("note +endpoints +" + openAi() + "=openai")
          .containsPattern("ok +calls +free 0, partial 0, rated 1, unrated 0")
          .containsPattern(
              "note +budget +day: 0[.]0\\d+ of 50 USD per day, until 2\\S+, only warns\n")
          .containsPattern("note +budget +run: only warns at 2 USD per request\n")
          .containsPattern("note +metrics go +embedded")
          .containsPattern("ok +prices +table ");
      assertThat(doctor.exitCode()).isZero();
      app.type("");
      assertThat(app.await().stderrLines())
          .filteredOn(line -> line.contains("[costspan]"))
          .singleElement()
          .asString()
          .contains("budgets begin at 0");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void doctor_callsThatAreNotSeen_haveToBeMended(Jdk jdk) {
    try (RunningJvm app =
        ChildJvm.on(jdk)
            .unseen()
            .classPath(Build.testClasses())
            .agent()
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      Finished doctor = awaitDoctor(jdk, app, "not in endpoints");

      assertThat(doctor.stdout())
          .containsPattern("mend +unseen +localhost: 1 call not rated")
          .containsPattern("note +calls +no AI call so far");
      assertThat(doctor.exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void doctor_jvmWithoutAgent_saysSo(Jdk jdk) {
    try (RunningJvm app =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      app.awaitStdout("waiting");
      Finished doctor = doctor(jdk, Long.toString(app.pid()));

      assertThat(doctor.stdout()).containsPattern("mend +agent +not attached");
      assertThat(doctor.exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void doctor_agentThatWasAttachedLater_isFound(Jdk jdk) throws Exception {
    try (RunningJvm app =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      app.awaitStdout("waiting");
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(app.pid()));
      jvm.loadAgent(Build.agentJar().toString(), "");
      jvm.detach();

      assertThat(awaitDoctor(jdk, app, "java.net.http").stdout())
          .containsPattern("ok +clients +java.net.http");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void doctor_wrongUsage_isExitCode2(Jdk jdk) {
    assertThat(doctor(jdk, "nonsense").exitCode()).isEqualTo(2);
    assertThat(doctor(jdk, "endpoints=http://localhost:4000=opnai").exitCode()).isEqualTo(1);
    assertThat(doctor(jdk, "endpoints=http://localhost:4000=openai").exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void bean_jvmWithBeans_showsTheSame(Jdk jdk) {
    Finished finished =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .agent("budget.day=50 USD/day,endpoints=" + openAi() + "=openai")
            .run(BeanApp.class.getName(), openAi());

    assertThat(finished.transcript())
        .contains("CallsRated = 1\n", "Clients = [java.net.http]\n", "Active = true\n")
        .containsPattern(
            "Budgets = \\[day: 0[.]\\d+ of 50 USD per day, until 2\\S+, only warns]\n");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void bean_jvmWithoutBeans_isNotLoaded(Jdk jdk) {
    try (RunningJvm app = calling(jdk, "endpoints=" + openAi() + "=openai", "-Xlog:class+load")) {
      app.awaitStdout("waiting");
      app.type("");

      assertThat(app.await().transcript())
          .doesNotContain("JmxMBeanServer", "io.costspan.start.CostspanBean");
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void log_info_saysWhatHappensAndWhatDoesNot(Jdk jdk) {
    String options = "log=info,endpoints=" + openAi() + "=openai";
    try (RunningJvm app = calling(jdk, options)) {
      app.awaitStderr("calls are rated");
      app.type("");

      assertThat(app.await().stderr())
          .containsOnlyOnce(" is attached and waits for an HTTP client to be loaded\n")
          .containsOnlyOnce("[costspan] info: calls of java.net.http are watched from now on\n")
          .containsOnlyOnce("[costspan] info: endpoint " + openAi() + "=openai\n")
          .containsOnlyOnce("[costspan] info: metrics go to: embedded\n")
          .doesNotContain("no AI call was seen");
    }
    Finished idle =
        ChildJvm.on(jdk)
            .classPath(Build.testClasses())
            .agent("log=info")
            .run(QuietApp.class.getName());
    assertThat(idle.stderr())
        .containsOnlyOnce("[costspan] info: no AI call was seen: no HTTP client")
        .doesNotContain("warn");
  }

  private static RunningJvm calling(Jdk jdk, String options, String... flags) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .jvm(flags)
        .agent(options)
        .start(OneCallApp.class.getName(), openAi(), "wait");
  }

  /** The state is published every two seconds. */
  private static Finished awaitDoctor(Jdk jdk, RunningJvm app, String text) {
    app.awaitStdout("waiting");
    long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    Finished doctor = doctor(jdk, Long.toString(app.pid()));
    while (!doctor.stdout().contains(text) && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      doctor = doctor(jdk, Long.toString(app.pid()));
    }
    return doctor;
  }

  private static Finished doctor(Jdk jdk, String target) {
    try (RunningJvm doctor =
        ChildJvm.on(jdk).startBare("-jar", Build.agentJar().toString(), "doctor", target)) {
      return doctor.await();
    }
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
