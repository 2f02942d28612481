package io.costspan.cli;

import io.costspan.wire.Framing;
import io.costspan.wire.Framings;
import io.costspan.wire.JsonSink;
import io.costspan.wire.Wanted;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All numbers of a reply, each with the element that contains it. */
final class ReplyNumbers implements JsonSink {
  private static final String DOCUMENT = "$";

  private final EveryPath paths;
  private final List<Found> numbers = new ArrayList<>();
  private final Deque<Element> open = new ArrayDeque<>();

  /**
   * A number in the reply.
   *
   * @param element the innermost array element that contains it, or the document
   */
  record Found(String path, BigDecimal value, Element element) {}

  /**
   * An array element or a document.
   *
   * @param values all values in it by their complete paths; the last one if there are several
   */
  record Element(String path, Map<String, Object> values) {
    /** The value at a path below the element, null if there is none. */
    @Nullable Object get(String below) {
      return values.get(path.equals(DOCUMENT) ? below : path + "." + below);
    }
  }

  private ReplyNumbers(EveryPath paths) {
    this.paths = paths;
    open.push(new Element(DOCUMENT, new HashMap<>()));
  }

  /**
   * Reads a reply.
   *
   * @param rootElements whether a root array is a single document rather than several
   */
  static List<Found> of(HarMessage reply, boolean rootElements) {
    EveryPath paths = new EveryPath(rootElements);
    ReplyNumbers sink = new ReplyNumbers(paths);
    Framing framing = Framings.ofResponse(reply, new Wanted(paths, sink, () -> false, true));
    framing.bytes(reply.body(), 0, reply.body().length);
    framing.end();
    framing.release();
    return sink.numbers;
  }

  private void note(int slot, Object value) {
    open.forEach(element -> element.values().put(paths.path(slot), value));
  }

  @Override
  public void number(int slot, BigDecimal value) {
    note(slot, value);
    Optional.ofNullable(open.peek())
        .ifPresent(element -> numbers.add(new Found(paths.path(slot), value, element)));
  }

  @Override
  public void text(int slot, String value) {
    note(slot, value);
  }

  @Override
  public void bool(int slot, boolean value) {
    note(slot, value);
  }

  @Override
  public void nothing(int slot) {}

  @Override
  public void begin(int slot) {
    note(slot, true);
    if (isElement(slot)) {
      open.push(new Element(paths.path(slot), new HashMap<>()));
    }
  }

  @Override
  public void end(int slot) {
    if (isElement(slot) && open.size() > 1) {
      open.pop();
    }
  }

  private boolean isElement(int slot) {
    return paths.path(slot).endsWith("[]");
  }

  @Override
  public void endDocument() {
    open.clear();
    open.push(new Element(DOCUMENT, new HashMap<>()));
  }
}
