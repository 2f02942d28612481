package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.bytes;
import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Limit;
import io.costspan.it.client.Client.Reply;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Calls that take longer than the application wants to wait. */
final class LimitCases {
  private final Cases cases;
  private final Server server;
  private final Set<Limit> limits;

  LimitCases(Cases cases, Server server, Set<Limit> limits) {
    this.cases = cases;
    this.server = server;
    this.limits = limits;
  }

  /** Those that the client knows. */
  Map<String, Case> all() {
    Map<String, Case> all = new TreeMap<>();
    for (Limit limit : limits) {
      String name = limit.name().toLowerCase(Locale.ROOT) + "-timeout";
      all.put(name, () -> read(ask(name, limit)));
    }
    return all;
  }

  private Ask ask(String name, Limit limit) {
    String url = limit == Limit.CONNECT ? server.deafUrl() : server.url();
    // Of the body, the first part has to arrive in time.
    int millis = limit == Limit.BODY ? 2 * Cases.SHORT_MILLIS : Cases.SHORT_MILLIS;
    return cases.ask(name, url).within(limit, millis);
  }

  /** Which of two watches a client notices first, and names, is chance. */
  private void read(Ask ask) throws Exception {
    try {
      Reply reply = Cases.show(cases.prepare(ask).send());
      bytes(Cases.part(reply.body()));
      line("read " + reply.body().read());
    } catch (IOException late) {
      line("threw " + late.getClass());
    } finally {
      if (ask.limit() != Limit.CONNECT) {
        server.acknowledge(ask.headers().get("X-Case"));
      }
    }
  }
}
