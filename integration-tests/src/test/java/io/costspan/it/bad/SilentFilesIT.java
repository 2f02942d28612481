package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OneCallApp;
import io.costspan.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that do not answer, as on a hung mount: here pipes that nobody writes to, or not yet. The
 * application goes on, and a price that stands in such a file is never taken for another.
 */
@Tag("bad-day")
class SilentFilesIT {
  private static final String CONTRACT =
      """
      {"cards": [{"id": "contract/gpt-4o", "provider": "openai", "model": "gpt-4o*",
        "price": [{"meter": "*_tokens", "rate": "7", "per": 1}]}]}
      """;

  private static final String LIST_PRICE = "rated 0.00472 -";
  private static final String UNREAD = "unrated - prices_unread";

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  @DisplayName("security: A file that never answers delays no call.")
  void prices_neverAnswer_callsAreUnratedAndOneWarningSaysWhy(Jdk jdk) throws Exception {
    Path pipe = pipe("prices.json");

    Finished finished =
        child(jdk, "prices=" + pipe, openAiIsKnown()).run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(calls()).containsExactly(UNREAD);
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.contains("[costspan]"))
        .singleElement()
        .asString()
        .contains(pipe.toString(), "does not answer", "prices_unread");
    assertThat(finished.stderr())
        .contains("1 unrated: prices_unread", "1 file was not read for lack of an answer");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void prices_answerLate_callsThatWaitedAreRatedByThem(Jdk jdk) throws Exception {
    Path pipe = pipe("prices.json");
    try (RunningJvm child =
        child(jdk, "prices=" + pipe, openAiIsKnown())
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      Files.writeString(pipe, CONTRACT);
      awaitCalls(1);
      child.type("enough");

      Finished finished = child.await();
      assertThat(calls()).singleElement().asString().startsWith("rated ").isNotEqualTo(LIST_PRICE);
      assertThat(Ledger.read(ledger()).lines().get(0).at("/charges/0/priceId").asText())
          .isEqualTo("contract/gpt-4o");
      assertThat(finished.stderr()).doesNotContain("prices_unread:", "unrated:");
    }
  }

  @Test
  void directory_withOneSilentFile_theOthersCountAtOnce() throws Exception {
    Files.writeString(folder.resolve("contract.json"), CONTRACT);
    Path pipe = pipe("silent.json");
    Files.writeString(
        folder.resolve("there.json"), "{\"provider\": \"there\", \"like\": \"openai\"}");
    try (RunningJvm child =
        child(Jdk.running(), "prices=" + folder, "costspan.endpoints=" + openAi() + "=there")
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      Files.writeString(pipe, "{\"cards\": []}");
      awaitCalls(1);
      child.type("enough");

      child.await();
      assertThat(Ledger.read(ledger()).columns("provider", "rating", "reason"))
          .containsExactly("there unrated unknown_model");
    }
  }

  @Test
  void providerFile_answersLate_callsThatItWouldHaveShownAreCounted() throws Exception {
    Path pipe = pipe("there.json");
    try (RunningJvm child =
        child(Jdk.running(), "prices=" + pipe, "costspan.estimate=true")
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      Files.writeString(
          pipe, "{\"provider\": \"there\", \"like\": \"openai\", \"hosts\": [\"localhost\"]}");
      child.awaitStderr("calls missed because");
      child.type("enough");

      assertThat(child.await().stderr())
          .contains("call was missed: the file that names the host was read too late");
    }
  }

  @Test
  void options_neverAnswer_callsAreUnratedWhereTheArgumentsSay() throws Exception {
    Path pipe = pipe("costspan.properties");

    Finished finished =
        child(Jdk.running(), "config=" + pipe, openAiIsKnown())
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(calls()).containsExactly(UNREAD);
    assertThat(finished.stderr()).contains(pipe + " (option config) does not answer");
  }

  @Test
  void options_answerLate_areInForceForTheCallsThatWaited() throws Exception {
    Path pipe = pipe("costspan.properties");
    Path prices = Files.writeString(folder.resolve("contract.json"), CONTRACT);
    try (RunningJvm child =
        child(Jdk.running(), "config=" + pipe, openAiIsKnown())
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      Files.writeString(pipe, "receipt=false\nprices=" + prices + "\n");
      awaitCalls(1);
      child.type("enough");

      assertThat(child.await().stderr()).doesNotContain("costspan receipt");
      assertThat(calls()).singleElement().asString().startsWith("rated ").isNotEqualTo(LIST_PRICE);
    }
  }

  @Test
  void certificate_neverAnswers_callsAreRated() throws Exception {
    Path pipe = pipe("ca.pem");
    try (RunningJvm child =
        child(Jdk.running(), "estimate=true", openAiIsKnown())
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", pipe)
            .start(OneCallApp.class.getName(), openAi(), "wait")) {
      child.awaitStdout("waiting");
      awaitCalls(1);
      child.type("enough");

      assertThat(child.await().stderr()).containsOnlyOnce("does not answer");
      assertThat(calls()).containsExactly(LIST_PRICE);
    }
  }

  private ChildJvm child(Jdk jdk, String arguments, String property) {
    return ChildJvm.on(jdk)
        .classPath(Build.testClasses())
        .agent(arguments + ",ledger=" + ledger())
        .jvm("-D" + property);
  }

  private static String openAiIsKnown() {
    return "costspan.endpoints=" + openAi() + "=openai";
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }

  private Path ledger() {
    return folder.resolve("ledger.jsonl");
  }

  private List<String> calls() {
    return Ledger.read(ledger()).columns("rating", "amount", "reason");
  }

  private void awaitCalls(int count) throws InterruptedException {
    for (int i = 0; i < 1_000 && calls().size() < count; i++) {
      Thread.sleep(50);
    }
    assertThat(calls()).hasSize(count);
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
