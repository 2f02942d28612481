package io.costspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Feeds a body to a framing in every way, which must not make a difference. */
final class FramingHarness {
  private FramingHarness() {}

  /** What the sink was told, and the framing's state behind it. */
  static List<String> calls(byte[] body, Function<RecordingSink, Framing> framing) {
    return agreed(body, pieces -> once(pieces, framing));
  }

  /** What a reading makes of a body in one piece, and of any other pieces too. */
  static List<String> agreed(byte[] body, Function<List<byte[]>, List<String>> reading) {
    List<String> whole = reading.apply(List.of(body));
    for (List<byte[]> pieces : Pieces.everyWay(body)) {
      assertThat(reading.apply(pieces)).isEqualTo(whole);
    }
    return whole;
  }

  /** The same of one way to cut a body. */
  static List<String> once(List<byte[]> pieces, Function<RecordingSink, Framing> framingOn) {
    RecordingSink sink = new RecordingSink();
    Framing framing = framingOn.apply(sink);
    for (byte[] piece : pieces) {
      if (framing.state() == Framing.State.OPEN) {
        framing.bytes(piece, 0, piece.length);
      }
    }
    if (framing.state() == Framing.State.OPEN) {
      framing.end();
    }
    framing.release();
    List<String> told = new ArrayList<>(sink.calls());
    told.add(framing.state().name());
    return told;
  }
}
