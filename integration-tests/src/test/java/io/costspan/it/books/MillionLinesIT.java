package io.costspan.it.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.it.Build;
import io.costspan.it.Jdk;
import io.costspan.it.Scratch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The report of a million lines from fifty JVMs, by a JVM of little memory: its sums are those of
 * the ledgers, to the last decimal. Prints how long it took and how much memory.
 */
@Tag("ledgers")
class MillionLinesIT {
  private static final int JVMS = 50;
  private static final int LINES = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Path.of("..", "docs", "ledgers");

  private final Path folder = Scratch.folder("million");
  private final Map<String, BigDecimal> owed = new TreeMap<>();
  private final Map<String, BigDecimal> owedByModel = new TreeMap<>();
  private long peakKilobytes;

  @Test
  void report_aMillionLinesInLittleMemory_addsUpToTheLastDecimal() throws Exception {
    write();
    Path out = Scratch.folder("report").resolve("out.jsonl");
    long begun = System.nanoTime();

    assertThat(report(out)).isZero();

    System.out.printf(
        "report of %d lines: %d ms, at most %d MB resident%n",
        JVMS * LINES, Duration.ofNanos(System.nanoTime() - begun).toMillis(), peakKilobytes / 1024);
    Map<String, BigDecimal> told = new TreeMap<>();
    Map<String, BigDecimal> toldByModel = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode row = JSON.readTree(line);
      String kind = row.path("row").asText();
      if (row.has("amount") && kind.equals("total")) {
        add(told, row.path("currency").asText(), row);
      } else if (row.has("amount") && kind.equals("group")) {
        add(toldByModel, row.path("model").asText() + " " + row.path("currency").asText(), row);
      } else if (kind.equals("ledger")) {
        assertThat(row.path("lines").asLong()).isEqualTo((long) JVMS * LINES);
        assertThat(row.path("broken").asLong()).isZero();
      }
    }
    assertThat(told).isEqualTo(stripped(owed)).isNotEmpty();
    assertThat(toldByModel).isEqualTo(stripped(owedByModel));
  }

  private int report(Path out) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Jdk.running().tool("java").toString(),
                "-Xmx64m",
                "-jar",
                Build.agentJar().toString(),
                "report",
                folder.toString(),
                "--by",
                "host,model",
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    while (process.isAlive()) {
      measure(status);
      Thread.sleep(50);
    }
    return process.exitValue();
  }

  private void measure(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      lines
          .filter(line -> line.startsWith("VmHWM:"))
          .forEach(line -> peakKilobytes = Long.parseLong(line.replaceAll("\\D", "")));
    } catch (IOException | java.io.UncheckedIOException e) {
      // It has ended, or this system has no such file.
    }
  }

  /** Half of the ledgers are gzipped, as rotated ones are. */
  private void write() throws IOException {
    List<String> samples = samples();
    for (int jvm = 0; jvm < JVMS; jvm++) {
      boolean zipped = jvm % 2 == 0;
      Path file = folder.resolve("jvm-" + jvm + (zipped ? ".jsonl.gz" : ".jsonl"));
      try (OutputStream bytes = Files.newOutputStream(file);
          OutputStream content = zipped ? new GZIPOutputStream(bytes) : bytes;
          BufferedWriter out =
              new BufferedWriter(new OutputStreamWriter(content, StandardCharsets.UTF_8))) {
        for (int i = 0; i < LINES; i++) {
          out.write(samples.get((i * 7 + jvm) % samples.size()).replace("HOST", "web-" + jvm));
          out.write('\n');
        }
      }
    }
    count(samples);
  }

  private static List<String> samples() throws IOException {
    List<String> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          samples.add(line.replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"HOST\""));
        }
      }
    }
    return samples;
  }

  private void count(List<String> samples) throws IOException {
    long[] times = new long[samples.size()];
    for (int jvm = 0; jvm < JVMS; jvm++) {
      for (int i = 0; i < LINES; i++) {
        times[(i * 7 + jvm) % times.length]++;
      }
    }
    for (int i = 0; i < times.length; i++) {
      JsonNode line = JSON.readTree(samples.get(i));
      boolean billed = !List.of("free", "blocked").contains(line.path("rating").asText());
      if (line.has("amount") && billed) {
        String currency = line.path("currency").asText();
        BigDecimal sum =
            new BigDecimal(line.path("amount").asText()).multiply(BigDecimal.valueOf(times[i]));
        owed.merge(currency, sum, BigDecimal::add);
        String model = line.path("requestModel").asText(line.path("responseModel").asText("-"));
        owedByModel.merge(model + " " + currency, sum, BigDecimal::add);
      }
    }
  }

  private static void add(Map<String, BigDecimal> sums, String key, JsonNode row) {
    sums.merge(key, new BigDecimal(row.path("amount").asText()), BigDecimal::add);
    sums.computeIfPresent(key, (name, sum) -> sum.stripTrailingZeros());
  }

  private static Map<String, BigDecimal> stripped(Map<String, BigDecimal> sums) {
    sums.replaceAll((key, sum) -> sum.stripTrailingZeros());
    return sums;
  }
}
