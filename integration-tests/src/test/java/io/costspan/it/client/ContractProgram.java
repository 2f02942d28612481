package io.costspan.it.client;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Case;
import java.util.Map;

/** Runs all cases through one client and prints what the application saw. */
final class ContractProgram {
  /** A system property: the case that is left out. */
  static final String LEFT_OUT = "contract.left.out";

  /** A system property: whether a budget blocks calls to one of the servers. */
  static final String BLOCKED = "contract.blocked";

  private ContractProgram() {}

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      Map<String, Case> cases = new Cases(client, server).all();
      cases.remove(System.getProperty(LEFT_OUT, ""));
      if (Boolean.getBoolean(BLOCKED)) {
        cases.putAll(new BlockedCases(client, server).all());
      }
      for (Map.Entry<String, Case> named : cases.entrySet()) {
        server.begin(named.getKey());
        Transcript.section(named.getKey(), () -> run(named.getValue()));
      }
    }
    System.exit(0);
  }

  /**
   * Also tells where in the application an exception comes from, and whether it passed the agent.
   */
  private static void run(Case named) throws Exception {
    try {
      named.run();
    } catch (Throwable thrown) {
      for (StackTraceElement frame : thrown.getStackTrace()) {
        if (frame.getClassName().startsWith("io.costspan.")) {
          Transcript.line("at " + frame);
        }
      }
      throw thrown;
    }
  }
}
