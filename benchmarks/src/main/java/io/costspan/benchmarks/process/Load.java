package io.costspan.benchmarks.process;

import java.io.IOException;

/**
 * Calls that each variant makes in its turn.
 *
 * @param name of the figures, such as {@code chat.16}
 * @param calls to the AI; 0 if they go elsewhere
 * @param units in all: calls, events or megabytes
 */
record Load(String name, String command, int calls, int units) {
  private static final int EVENTS = 1_000;

  Answer give(Worker worker) throws IOException {
    return calls == 0 ? worker.order(command, units) : worker.chat(command, calls);
  }

  static Load chat(String who, int calls) {
    return new Load("chat." + who, "chat " + who + " " + calls, calls, calls);
  }

  static Load order(int calls) {
    return new Load("order.1", "order 1 " + calls, 0, calls);
  }

  static Load stream(int streams) {
    return new Load("stream", "stream 1 " + streams + " " + EVENTS, streams, streams * EVENTS);
  }

  static Load image(String kind, int images) {
    return new Load(
        kind,
        kind + " 1 " + images,
        images,
        (int) ((long) images * Replies.IMAGE_BYTES / 1_000_000));
  }
}
