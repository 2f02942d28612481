package io.costspan.it.client;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import java.util.Map;

/** Runs all cases through one client and prints what the application saw. */
final class ContractProgram {
  private ContractProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      for (Map.Entry<String, Case> named : new Cases(client, server).all().entrySet()) {
        server.begin(named.getKey());
        Transcript.section(named.getKey(), named.getValue()::run);
      }
    }
    System.exit(0);
  }
}
