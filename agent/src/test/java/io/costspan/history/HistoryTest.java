package io.costspan.history;

import static io.costspan.pipeline.CallFixture.chat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.SpanRef;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final String LINE =
      LedgerLine.toJson(
          chat()
              .spanned(SpanRef.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"))
              .owned("team", "search")
              .inConversation("conv_1")
              .build());

  /** As the first versions wrote it. */
  private static final String OLD =
      "{\"time\":\"2026-08-21T10:15:30.125Z\",\"provider\":\"openai\",\"operation\":\"chat\","
          + "\"requestModel\":\"gpt-4o\",\"serverAddress\":\"api.openai.com\",\"status\":200,"
          + "\"streaming\":true,\"durationMillis\":850,\"usage\":[],\"charges\":[],"
          + "\"rating\":\"unrated\",\"reason\":\"aborted\",\"priceTable\":\"2026-08-21\",\"owners\":{}}";

  private final List<PastCall> calls = new ArrayList<>();
  private Reading reading;

  @TempDir private Path folder;

  @Test
  void read_line_isTheCallThatWasWritten() throws IOException {
    read("a.jsonl", LINE);

    assertThat(LedgerLine.toJson(calls.get(0).call())).isEqualTo(LINE);
    assertThat(calls.get(0).service()).isNull();
  }

  @Test
  void read_lineOfAJvm_tellsWhoMadeTheCall() throws IOException {
    read(
        "a.jsonl",
        LINE.replaceFirst("}$", ",\"service\":\"shop\",\"host\":\"h1\",\"instance\":\"i1\"}"));

    PastCall call = calls.get(0);
    assertThat(List.of(call.service(), call.host(), call.instance()))
        .containsExactly("shop", "h1", "i1");
  }

  @Test
  void read_lineOfTheFirstVersions_isACallThatIsBilledAsItsReasonSays() throws IOException {
    read("a.jsonl", OLD);

    assertThat(calls.get(0).call().usage().billing()).isEqualTo(Billing.unknown(Reasons.ABORTED));
    assertThat(calls.get(0).model()).isEqualTo("gpt-4o");
  }

  @Test
  void read_brokenLines_areCountedAndNamed() throws IOException {
    read(
        "a.jsonl",
        LINE,
        "",
        LINE.substring(0, 100),
        LINE.replace("\"v\":1", "\"v\":2"),
        "[]",
        LINE + LINE,
        LINE.replace("input_tokens", "phlogiston"),
        LINE.replace("\"quantity\":\"1200\"", "\"quantity\":\"1E999999999\""),
        LINE.replace("2026-08-21T", "yesterday"),
        LINE.replace("\"rating\"", "\"ratings\""),
        LINE);

    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).place()).hasToString(folder.resolve("a.jsonl") + ":11");
    assertThat(reading.lines()).isEqualTo(10);
    assertThat(reading.broken()).isEqualTo(8);
    assertThat(reading.places())
        .hasSize(5)
        .satisfies(
            places -> {
              assertThat(places.get(0)).startsWith(folder.resolve("a.jsonl") + ":3: ");
              assertThat(places.get(1)).endsWith("newer version (v=2); read it with that version");
            });
  }

  @Test
  void read_hostileLines_areBroken() throws IOException {
    String rated = "{\"rating\":\"rated\",\"amount\":\"5\",\"currency\":\"USD\"";
    String charge =
        ",\"charges\":[{\"meter\":\"requests\",\"quantity\":\"1\",\"per\":\"0\",\"rate\":\"5\","
            + "\"factor\":\"1\",\"amount\":\"5\",\"priceId\":\"p\"}]";
    String call = ",\"time\":\"2026-08-21T10:15:30Z\",\"provider\":\"p\",\"operation\":\"chat\"}";

    read(
        "a.jsonl",
        rated + call,
        rated + call.replace("2026", "+1000000000"),
        rated + call.replace("2026", "0001"),
        rated.replace("5", "-5") + call,
        rated.replace("\"5", "\"") + call,
        rated.replace("rated", "golden") + call,
        rated.replace(",\"amount\":\"5\"", "") + call,
        rated.replace(",\"currency\":\"USD\"", "") + call,
        rated + ",\"stated\":{\"amount\":\"1e999999999\",\"currency\":\"USD\"}" + call,
        rated + charge + call);

    assertThat(calls).hasSize(1);
    assertThat(reading.broken()).isEqualTo(9);
    assertThat(reading.places())
        .extracting(place -> place.substring(place.indexOf("jsonl:")))
        .containsExactly(
            "jsonl:2: has a time before 1970 or after 9999",
            "jsonl:3: has a time before 1970 or after 9999",
            "jsonl:4: a number is negative",
            "jsonl:5: a number is none",
            "jsonl:6: the rating is not known to this version");
  }

  @Test
  void of_patternBehindALink_isFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("logs"));
    Files.createDirectory(folder.resolve("logs"));
    write("logs/a.jsonl", LINE);

    readAll(link + "/*.jsonl");

    assertThat(calls).hasSize(1);
  }

  @Test
  void of_whatIsNoPattern_saysSo() {
    assertThatThrownBy(() -> readAll(folder + "/a[.jsonl"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a[.jsonl: there is no such file, and it is no pattern");
  }

  @Test
  void read_linesOfRate_skipsWhatIsNoCall() throws IOException {
    read(
        "rated.jsonl",
        "{\"file\":\"a.har\",\"entry\":0,\"rating\":\"not_ai\"}",
        "{\"file\":\"a.har\",\"entry\":1," + LINE.substring(1),
        "{\"file\":\"a.har\",\"entry\":2,\"rating\":\"error\",\"reason\":\"has no url\"}");

    assertThat(calls).hasSize(1);
    assertThat(reading).isEqualTo(new Reading(3, 2, 0, List.of()));
  }

  /** Blocks are cut in the midst of lines, and lines are longer than blocks. */
  @Test
  void read_manyLinesAndALongOne_isCompleteAndInOrder() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add(LINE.replace("conv_1", "conv_" + i));
    }
    lines.set(1_000, LINE.replace("conv_1", "x".repeat(600_000)));
    lines.set(2_000, "y".repeat(9_000_000));

    read("a.jsonl", lines.toArray(String[]::new));

    assertThat(calls).hasSize(2_999);
    assertThat(calls.get(2_999 - 1).call().usage().conversation().id()).isEqualTo("conv_2999");
    assertThat(calls.get(2_999 - 1).place().line()).isEqualTo(3_000);
    assertThat(calls.get(1_000).call().usage().conversation().id()).hasSize(600_000);
    assertThat(reading.broken()).isEqualTo(1);
  }

  @Test
  void of_directoryPatternAndGzip_readsEachFileOnce() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    write("logs/a.jsonl", LINE);
    write("logs/a.jsonl.1", LINE);
    Files.write(folder.resolve("logs/a.jsonl.2.gz"), gzip(LINE + "\n"));
    write("logs/notes.txt", "no ledger");

    readAll(
        folder.resolve("logs").toString(),
        folder + "/lo*/*.jsonl*",
        folder.resolve("logs/a.jsonl").toString());

    assertThat(calls).hasSize(3);
    assertThat(reading.broken()).isZero();
  }

  @Test
  void of_standardInput_isRead() throws IOException {
    History history =
        History.of(List.of("-"), new ByteArrayInputStream((LINE + "\n" + LINE).getBytes(UTF_8)));

    history.read(Selection.ALL, calls::add);

    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).place()).hasToString("-:2");
  }

  @Test
  void of_nothingThere_saysSo() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    for (String name : List.of("missing.jsonl", "*.jsonl", "empty")) {
      assertThatThrownBy(() -> readAll(folder + "/" + name))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(folder + "/" + name + ": ");
    }
  }

  private void read(String name, String... lines) throws IOException {
    write(name, lines);
    readAll(folder.resolve(name).toString());
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private void readAll(String... ledgers) throws IOException {
    History history = History.of(List.of(ledgers), new ByteArrayInputStream(new byte[0]));
    reading = history.read(Selection.ALL, calls::add);
  }

  @Test
  void read_gzippedFileThatWasCut_countsWhatIsMissingAndGoesOn() throws IOException {
    byte[] whole = gzip((LINE + "\n").repeat(3));
    Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(whole, whole.length - 10));
    Files.write(folder.resolve("b.jsonl.gz"), Arrays.copyOf(whole, 5));
    Files.writeString(folder.resolve("c.jsonl"), LINE + "\n");

    reading =
        History.of(List.of(folder.toString()), InputStream.nullInputStream())
            .read(call -> true, calls::add);

    assertThat(calls).isNotEmpty();
    assertThat(calls.get(calls.size() - 1).place().toString()).contains("c.jsonl");
    assertThat(reading.places())
        .filteredOn(place -> place.contains("gzipped data are cut or damaged"))
        .hasSize(2);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
