package io.costspan.benchmarks.process;

import java.io.IOException;

/** A child that makes calls, with the collector to which its telemetry goes. */
final class Worker implements AutoCloseable {
  private final Lab lab;
  private final Jdk jdk;
  private final Variant variant;
  private final Collector collector;
  private final Child child;
  private long chats;
  private long orders;
  private long repeated;
  private boolean onlyChats = true;

  Worker(Lab lab, Jdk jdk, Variant variant, String client, String... flags) throws IOException {
    this(lab, jdk, variant, client, new Collector(false), null, flags);
    child.read();
  }

  /** Without waiting for it. @param otlp where telemetry goes instead, or null */
  Worker(
      Lab lab,
      Jdk jdk,
      Variant variant,
      String client,
      Collector collector,
      String otlp,
      String... flags)
      throws IOException {
    this.lab = lab;
    this.jdk = jdk;
    this.variant = variant;
    this.collector = collector;
    String ai = lab.provider().url();
    Launch launch =
        new Launch(jdk, variant, "Worker", client, ai, ai.replace("localhost", "127.0.0.1"))
            .client(client)
            .flags(flags)
            .to(collector);
    child = new Child(lab, otlp == null ? launch : launch.to(otlp));
  }

  Variant variant() {
    return variant;
  }

  Child child() {
    return child;
  }

  Collector collector() {
    return collector;
  }

  /** Per call that this agent makes a span of. */
  double spansPerCall() throws IOException {
    return (double) collector.spans() / (variant.isOurs() ? chats : chats + orders);
  }

  /** Lets it make calls that are no business of an AI's. */
  Answer order(String command, int calls) throws IOException {
    orders += calls;
    return child.ask(command);
  }

  /**
   * Lets it make AI calls, and compares their number with what the provider saw, to whom those that
   * were sent once more came twice.
   */
  Answer chat(String command, int calls) throws IOException {
    lab.provider().aiCalls.set(0);
    Answer answer = child.ask(command);
    chats += calls;
    long again = answer.has("repeated") ? (long) answer.get("repeated") : 0;
    repeated += again;
    long seen = lab.provider().aiCalls.get();
    if (seen < calls || seen > calls + again) {
      throw new IllegalStateException(
          command + ": the provider saw " + seen + " calls, " + again + " were repeated");
    }
    onlyChats &= command.startsWith("chat");
    return answer;
  }

  /**
   * @return milliseconds; notes whether the collector has all money
   */
  double exit(String row) throws IOException, InterruptedException {
    double millis = child.exit();
    if (chats > 0) {
      Money.check(lab, jdk, row, variant, collector, chats, repeated, onlyChats);
    }
    return millis;
  }

  @Override
  public void close() throws IOException {
    child.close();
    collector.close();
  }
}
