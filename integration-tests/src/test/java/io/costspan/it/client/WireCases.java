package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Call;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Content;
import io.costspan.it.client.Client.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests and connections as the server sees them. */
final class WireCases {
  /** The server does not read the body. */
  static final String CANCEL_SENDING = "cancel-sending";

  private static final int CALLS = 5;

  /** More than the buffers of both ends hold. */
  private static final int LARGE_BYTES = 32 * 1024 * 1024;

  private static final Pattern PEER = Pattern.compile("port-\\d+");

  private final Cases cases;
  private final Server server;

  WireCases(Cases cases, Server server) {
    this.cases = cases;
    this.server = server;
  }

  /** Those that the client can express. */
  Map<String, Case> of(Client client) {
    Map<String, Case> all = new TreeMap<>();
    all.put("continue", this::askFirst);
    if (client.freesConnectionsAtOnce()) {
      all.put("reuse", this::callOneAfterTheOther);
    }
    if (client.cancelsWhileSending()) {
      all.put(CANCEL_SENDING, this::cancelWhileSending);
    }
    return all;
  }

  private void askFirst() throws Exception {
    Ask ask = cases.ask("continue", server.url()).expectingToContinue();
    Cases.readAll(cases.prepare(ask).send());
  }

  /** The first may find a connection that earlier cases have left. */
  private void callOneAfterTheOther() throws Exception {
    List<String> peers = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      String peer = peer(cases.chat("reuse").send());
      if (!peers.contains(peer)) {
        peers.add(peer);
      }
      line("call " + call + " by connection " + peers.indexOf(peer));
    }
  }

  private static String peer(Reply reply) throws IOException {
    try (InputStream body = reply.body()) {
      Matcher peer = PEER.matcher(new String(body.readAllBytes(), UTF_8));
      return peer.find() ? peer.group() : "none";
    } finally {
      reply.close();
    }
  }

  /** Where a client notices is chance, and so is what it says. */
  private void cancelWhileSending() throws Exception {
    Content large = Cases.json("\"" + "a".repeat(LARGE_BYTES) + "\"");
    Call call = cases.prepare(Ask.of("POST", CANCEL_SENDING, server.url() + Cases.PATH, large));
    cancelWhenArrived(call);
    try {
      Cases.readAll(call.send());
    } catch (IOException | InterruptedException | CancellationException noticed) {
      line("cancelled");
    } finally {
      server.acknowledge(CANCEL_SENDING);
    }
  }

  private void cancelWhenArrived(Call call) {
    Thread canceller =
        new Thread(
            () -> {
              try {
                server.awaitArrival(CANCEL_SENDING);
                call.cancel();
              } catch (Exception e) {
                line("cancelling threw " + e);
              }
            });
    canceller.setDaemon(true);
    canceller.start();
  }
}
