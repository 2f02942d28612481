package io.costspan.it.fleet;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * One of many JVMs: the page of a real one, under another name and with counters that advance at a
 * pace of its own.
 */
final class SimulatedJvm {
  private static final int REPLICAS = 10;

  private final List<Series> series;
  private final String instance;
  private final String service;
  private final long[] rounds;

  /**
   * A JVM with a history.
   *
   * @param ticks how many times it is looked at in all
   */
  SimulatedJvm(List<Series> captured, int number, int ticks) {
    service = "service-" + number / REPLICAS;
    Map<String, String> names =
        Map.of(
            "service_name",
            "service-" + number / REPLICAS,
            "service_instance_id",
            new UUID(number, number).toString(),
            "host_name",
            "host-" + number,
            "process_pid",
            Integer.toString(1000 + number));
    series = captured.stream().map(one -> one.with(names)).toList();
    instance = "jvm-" + number;
    rounds = new long[ticks];
    Random random = new Random(number);
    int busiest = 1 + random.nextInt(5);
    for (int tick = 1; tick < ticks; tick++) {
      // A JVM that does nothing in a minute is nothing unusual.
      rounds[tick] = rounds[tick - 1] + random.nextInt(busiest + 1);
    }
  }

  /** The label by which servers know it. */
  String instance() {
    return instance;
  }

  /** What it is a replica of. */
  String service() {
    return service;
  }

  List<Series> series() {
    return series;
  }

  /** How much it had done by then. */
  long rounds(int tick) {
    return rounds[tick];
  }

  /** What a scrape at that time shows. */
  String page(int tick) {
    StringBuilder page = new StringBuilder();
    series.forEach(one -> page.append(one.line(rounds[tick])));
    return page.toString();
  }
}
