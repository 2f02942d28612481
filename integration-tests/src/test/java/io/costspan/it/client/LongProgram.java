package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.apps.Transcript;
import io.costspan.it.client.Client.Reply;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** What takes too long for every build. */
final class LongProgram {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Fewer than the connections of a client by default, of which Vert.x has five. */
  private static final int NEVER_CLOSED = 4;

  private static final int COLLECTIONS = 100;

  private final Cases cases;

  private LongProgram(Cases cases) {
    this.cases = cases;
  }

  /** Name of the client, then the {@link Server}. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.of(arguments, 1);
    try (Client client = Clients.of(arguments[0], server)) {
      LongProgram program = new LongProgram(new Cases(client, server));
      server.begin("gigabyte");
      Transcript.section("gigabyte", program::readGigabyte);
      server.begin("begun");
      Transcript.section("begun", program::neverClose);
    }
    System.exit(0);
  }

  private void readGigabyte() throws Exception {
    Reply reply = Cases.show(cases.chat("gigabyte").send());
    CRC32 sum = new CRC32();
    long count = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream body = reply.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        sum.update(buffer, 0, read);
        count += read;
      }
    }
    line(count + " bytes, CRC-32 " + sum.getValue());
    reply.close();
  }

  /** The client either lets go of them, or it does not. */
  private void neverClose() throws Exception {
    List<WeakReference<Object>> bodies = new ArrayList<>();
    for (int call = 0; call < NEVER_CLOSED; call++) {
      bodies.add(begin());
    }
    for (int i = 0; i < COLLECTIONS && alive(bodies) > 0; i++) {
      System.gc();
      Thread.sleep(50);
    }
    line(alive(bodies) + " of " + NEVER_CLOSED + " not collected");
  }

  private WeakReference<Object> begin() throws Exception {
    InputStream body = cases.chat("begun").send().body();
    byte[] events = new byte[2 * Replies.event(1).length()];
    // The other readNBytes asks for nothing at the end, and some streams then wait for more.
    body.readNBytes(events, 0, events.length);
    return new WeakReference<>(body);
  }

  private static long alive(List<WeakReference<Object>> bodies) {
    return bodies.stream().filter(body -> body.get() != null).count();
  }
}
