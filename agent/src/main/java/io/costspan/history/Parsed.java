package io.costspan.history;

import io.costspan.history.Lines.Block;
import java.util.ArrayList;
import java.util.List;

/** What the lines of a block say. */
final class Parsed {
  private static final int SHOWN = 5;

  private final List<PastCall> calls = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private long lines;
  private long others;
  private long broken;

  /** Reads all lines of a block; may run on any thread. */
  static Parsed of(Block block) {
    Parsed parsed = new Parsed();
    byte[] bytes = block.bytes();
    long line = block.firstLine();
    for (int from = 0; from < block.length(); line++) {
      int to = from;
      while (to < block.length() && bytes[to] != '\n') {
        to++;
      }
      if (!isEmpty(bytes, from, to)) {
        parsed.add(bytes, from, to, new Place(block.file(), line));
      }
      from = to + 1;
    }
    return parsed;
  }

  /** As if what is missing from a gzipped file were one line. */
  static Parsed damaged(String file) {
    Parsed parsed = new Parsed();
    parsed.lines = 1;
    parsed.broken = 1;
    parsed.places.add(file + ": the gzipped data are cut or damaged, and what follows is missing");
    return parsed;
  }

  private static boolean isEmpty(byte[] bytes, int from, int to) {
    return to == from || (to == from + 1 && bytes[from] == '\r');
  }

  private void add(byte[] bytes, int from, int to, Place place) {
    lines++;
    try {
      PastCall call = LineReader.read(bytes, from, to, place);
      if (call == null) {
        others++;
      } else {
        calls.add(call);
      }
    } catch (BrokenLineException e) {
      broken++;
      if (places.size() < SHOWN) {
        places.add(place + ": " + e.getMessage());
      }
    }
  }

  List<PastCall> calls() {
    return calls;
  }

  /** What was found here and there. */
  Reading plus(Reading before) {
    List<String> first = new ArrayList<>(before.places());
    first.addAll(places);
    return new Reading(
        before.lines() + lines,
        before.others() + others,
        before.broken() + broken,
        first.subList(0, Math.min(SHOWN, first.size())));
  }
}
