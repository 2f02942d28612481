package io.costspan.benchmarks;

import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long price tables take to be ready in a JVM that has just started, as in the agent: CPU time
 * of the loading thread, the median of many JVMs. Budget: less than 300 ms for 5,000 cards.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.costspan.benchmarks.TableLoad 20
 * }</pre>
 */
public final class TableLoad {
  private static final int CARDS = 5_000;

  private static final String PLAIN =
      """
      {"id": "me/model-%1$d", "provider": "house", "model": "model-%1$d", "price": [\
      {"meter": ["input_tokens", "cached_input_tokens", "cache_write_tokens"], "rate": "0.25"}, \
      {"meter": "output_tokens", "rate": "1.25"}], \
      "source": "contract", "checked": "2026-08-06", "confidence": "listed"}""";

  private static final String TIERS =
      """
      {"id": "me/model-%1$d", "provider": "house", "model": ["model-%1$d", "model-%1$d-latest"], "price": [\
      {"meter": ["input_tokens", "cache_write_tokens"], "rate": "5", "when": {"context": ">200000"}}, \
      {"meter": ["input_tokens", "cache_write_tokens"], "rate": "2.5"}, \
      {"meter": "cached_input_tokens", "rate": "0.25"}, \
      {"meter": "output_tokens", "rate": "15"}], \
      "times": [{"by": "0.5", "when": {"service_tier": "batch"}, "on": "*_tokens"}], \
      "source": "contract", "checked": "2026-08-06", "confidence": "listed"}""";

  private TableLoad() {}

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    Path file = usersFile();
    System.out.printf("median of %d JVMs, Java %s, CPU ms%n", runs, Runtime.version());
    System.out.printf("%-32s %6.1f%n", "all bundled cards", median(runs, List.of()));
    System.out.printf(
        "%-32s %6.1f%n", CARDS + " cards of the user's", median(runs, List.of(file.toString())));
    Files.delete(file);
  }

  private static Path usersFile() throws IOException {
    StringBuilder cards = new StringBuilder("{\"cards\": [\n");
    for (int i = 0; i < CARDS; i++) {
      cards.append(i == 0 ? "" : ",\n").append(String.format(i % 2 == 0 ? PLAIN : TIERS, i));
    }
    return Files.writeString(
        Files.createTempFile("costspan", ".json"), cards.append("\n]}").toString());
  }

  private static double median(int runs, List<String> arguments) throws Exception {
    double[] millis = new double[runs];
    for (int run = 0; run < runs; run++) {
      millis[run] = inNewJvm(arguments);
    }
    Arrays.sort(millis);
    return millis[runs / 2];
  }

  private static double inNewJvm(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(arguments);
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return Double.parseDouble(output.strip());
  }

  /** Loads one table: the bundled one, or that of the named file. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime();
      if (arguments.length == 0) {
        PriceTable table = PriceTables.bundled().current();
        table.providers().forEach(table::prepare);
      } else {
        PriceTables.of(List.of(Path.of(arguments[0]))).current().prepare("house");
      }
      System.out.println((threads.getCurrentThreadCpuTime() - before) / 1e6);
    }
  }
}
