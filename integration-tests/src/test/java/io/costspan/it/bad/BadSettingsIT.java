package io.costspan.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.OneCallApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the user writes wrongly: one line each says what and where, and the call is rated all the
 * same.
 */
@Tag("bad-day")
class BadSettingsIT {
  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");
  @TempDir private Path folder;

  @Test
  void options_malformedAndUnknown_areNamedWithTheirSource() {
    Finished finished =
        child("receipt=perhaps,colour=blue,log=loud")
            .property("costspan.owner.limit", "many")
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.contains("receipt") && line.contains("perhaps"))
        .singleElement()
        .asString()
        .contains("agent argument");
    assertThat(finished.stderr()).contains("colour", "loud", "costspan.owner.limit", "many");
    assertThatTheCallIsRated();
  }

  @Test
  void endpoints_malformed_theOthersStillCount() {
    Finished finished =
        child("endpoints=not a url," + openAi() + "=openai")
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr()).contains("endpoints");
  }

  @Test
  void priceFile_broken_isRefusedWithFileAndLine() throws IOException {
    Path prices = folder.resolve("prices.json");
    Files.writeString(prices, "{\n  \"provider\": \"openai\",\n  \"cards\": oops\n}\n");

    Finished finished = child("prices=" + prices).run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderrLines())
        .filteredOn(line -> line.contains(prices.toString()))
        .singleElement()
        .asString()
        .contains("line 3");
    assertThatTheCallIsRated();
  }

  @Test
  void priceFile_missing_isNamed() {
    Path prices = folder.resolve("nowhere.json");

    Finished finished = child("prices=" + prices).run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr()).contains(prices.toString());
    assertThatTheCallIsRated();
  }

  @Test
  void ledger_inAPlaceThatCannotBe_isNamedAndTheReceiptPrinted() {
    Finished finished =
        ChildJvm.onRunningJdk()
            .classPath(Build.testClasses())
            .agent("ledger=/proc/none/ledger.jsonl,endpoints=" + openAi() + "=openai")
            .run(OneCallApp.class.getName(), openAi());

    assertThat(finished.transcript()).startsWith("200\n");
    assertThat(finished.stderr())
        .contains("/proc/none/ledger.jsonl", "costspan receipt", "0.00472 USD");
  }

  @Test
  void log_info_saysWhatIsLoadedAndInForce() {
    Finished finished = child("log=info,receipt=false").run(OneCallApp.class.getName(), openAi());

    // They come from several threads.
    assertThat(finished.stderrLines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains(" is attached and waits for an HTTP client"),
            line -> assertThat(line).isEqualTo("[costspan] info: endpoint " + openAi() + "=openai"),
            line -> assertThat(line).isEqualTo("[costspan] info: AI calls are watched"),
            line -> assertThat(line).startsWith("[costspan] info: calls of java.net.http are "),
            line -> assertThat(line).isEqualTo("[costspan] info: spans go to: embedded"),
            line -> assertThat(line).isEqualTo("[costspan] info: metrics go to: embedded"),
            line -> assertThat(line).startsWith("[costspan] info: calls are rated, by the price"));
  }

  private ChildJvm child(String arguments) {
    return ChildJvm.onRunningJdk()
        .classPath(Build.testClasses())
        .agent(arguments)
        .property("costspan.endpoints", openAi() + "=openai")
        .property("costspan.ledger", folder.resolve("ledger.jsonl"));
  }

  private void assertThatTheCallIsRated() {
    assertThat(Ledger.read(folder.resolve("ledger.jsonl")).columns("rating", "amount"))
        .containsExactly("rated 0.00472");
  }

  private static String openAi() {
    return STAND_IN.url() + "/openai/v1";
  }
}
