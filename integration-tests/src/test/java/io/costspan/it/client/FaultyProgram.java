package io.costspan.it.client;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import java.nio.file.Path;
import java.util.Map;
import sacred.Injector;

/**
 * Runs all cases through one client while the agent fails all the time, and one call each before
 * and after.
 */
final class FaultyProgram {
  private FaultyProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      Map<String, Case> cases = new Cases(client, server).all();
      Transcript.section("before", cases.get("json")::run);
      awaitLedger();
      Injector.arm();
      for (Map.Entry<String, Case> named : cases.entrySet()) {
        Transcript.section(named.getKey(), named.getValue()::run);
      }
      Injector.disarm();
      Transcript.section("after", cases.get("json")::run);
    }
    System.exit(0);
  }

  /** Until the agent has loaded all that it needs for a call, if there is an agent. */
  private static void awaitLedger() throws Exception {
    String ledger = System.getProperty("costspan.ledger");
    while (ledger != null && Path.of(ledger).toFile().length() == 0) {
      Thread.sleep(20);
    }
  }
}
