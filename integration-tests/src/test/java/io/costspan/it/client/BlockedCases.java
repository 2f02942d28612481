package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.ChildJvm;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application sees of calls that a budget blocks; there are none without the agent. */
final class BlockedCases {
  static final String FIRST = "blocked-first";
  static final String BLOCKED = "blocked";
  static final String AFTERWARDS = "blocked-afterwards";

  /** More than any client has connections or permits. */
  static final int CALLS = 70;

  private static final int MOST_CALLS = 200;
  private static final String LIMIT = "1000 USD/month";

  private final Client client;
  private final Server server;

  BlockedCases(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  /** Gives a child a budget for {@link Server#spentUrl}, which a single call spends. */
  static ChildJvm limit(ChildJvm child, Path folder) throws IOException {
    return child
        .property("costspan.prices", expensive(folder))
        .property("costspan.budget.mistral", LIMIT)
        .property("costspan.budget.mistral.by", "provider")
        .property("costspan.budget.mistral.action", "block");
  }

  /** The same, and a budget for each model. */
  static ChildJvm limitModelsToo(ChildJvm child, Path folder) throws IOException {
    return limit(child, folder)
        .property("costspan.budget.model", LIMIT)
        .property("costspan.budget.model.by", "model")
        .property("costspan.budget.model.action", "block");
  }

  /** Prices by which a single call spends what no other case does. */
  private static Path expensive(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("prices.json"),
        """
        {"cards": [{"id": "expensive", "provider": "mistral_ai", "model": "*",
          "price": [{"meter": "*_tokens", "rate": "1000000000"}]},
          {"id": "expensive-model", "provider": "cerebras", "model": "*",
          "price": [{"meter": "*_tokens", "rate": "1000000000"}]}]}
        """);
  }

  Map<String, Case> all() {
    Map<String, Case> all = new LinkedHashMap<>();
    all.put(FIRST, this::spend);
    all.put(BLOCKED, this::callOften);
    all.putAll(client.blockedCases());
    all.putAll(new BlockedModelCases(client, server).all());
    all.put(AFTERWARDS, this::askStrangersAtOnce);
    return all;
  }

  private Ask ask(String name, String url) {
    return Ask.of("POST", name, url + Cases.PATH, Cases.json(Cases.QUESTION));
  }

  /** The call that crosses completes; it counts when its last byte is seen, perhaps later. */
  void spend() throws Exception {
    for (int call = 0; call < MOST_CALLS; call++) {
      try {
        Cases.length(client.prepare(ask(FIRST, server.spentUrl())).send());
      } catch (IOException blocked) {
        return;
      }
    }
    line("was never blocked");
  }

  private void callOften() {
    for (int call = 0; call < CALLS; call++) {
      try {
        Cases.length(client.prepare(ask(BLOCKED, server.spentUrl())).send());
        line("was not blocked");
      } catch (Exception blocked) {
        show(blocked);
      }
    }
  }

  /** Whether a call failed because the budget is spent; Jetty's client here tells the kind only. */
  static boolean isRefusal(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at.getClass() == IOException.class
          && (at.getMessage().contains(" budget mistral ")
              || at.getMessage().equals(IOException.class.getName()))) {
        return true;
      }
    }
    return false;
  }

  /** With all its causes, and whether any of them has passed the agent. */
  static void show(Throwable blocked) {
    StringBuilder told = new StringBuilder();
    for (Throwable at = blocked; at != null; at = at.getCause()) {
      told.append(told.isEmpty() ? "" : " < ").append(at.getClass().getName());
      told.append(": ").append(at.getMessage());
      for (StackTraceElement frame : at.getStackTrace()) {
        if (isOfAgent(frame.getClassName())) {
          told.append(" at ").append(frame);
        }
      }
    }
    line(told.toString());
  }

  private static boolean isOfAgent(String type) {
    return type.startsWith("io.costspan.") && !type.startsWith("io.costspan.it.");
  }

  private void askStrangersAtOnce() throws Exception {
    Cases.callManyTimesAtOnce(() -> client.prepare(ask(AFTERWARDS, server.strangerUrl())));
  }
}
