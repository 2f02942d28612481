package io.costspan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.FakeProvider;
import io.costspan.usage.End;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken in any way, a body costs at most one rating: no fault, one call, same end however cut. */
class HostileBodiesTest {
  private static final int MUTANTS = 300;

  static List<Bodies.Reply> replies() {
    return Bodies.replies();
  }

  @ParameterizedTest
  @MethodSource("replies")
  void bytes_truncatedAnywhere_endsOnce(Bodies.Reply reply) {
    for (int length = 0; length < reply.body().length; length++) {
      assertHarmless(reply.headers(), Arrays.copyOf(reply.body(), length), length);
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void bytes_mutated_endsOnce(Bodies.Reply reply) {
    for (int seed = 0; seed < MUTANTS; seed++) {
      assertHarmless(reply.headers(), mutant(reply.body(), new Random(seed)), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void bytes_noise_endsOnce(Bodies.Reply reply) {
    for (int seed = 0; seed < MUTANTS; seed++) {
      byte[] noise = new byte[200];
      new Random(seed).nextBytes(noise);
      noise[0] = reply.body()[0];
      assertHarmless(reply.headers(), noise, seed);
    }
  }

  private static void assertHarmless(Map<String, String> headers, byte[] body, int seed) {
    FakeProvider whole = read(headers, List.of(body));
    FakeProvider pieces = read(headers, Pieces.random(body, new Random(seed)));
    assertThat(whole.ends).hasSize(1).doesNotContain(End.FAULT);
    assertThat(pieces.ends).isEqualTo(whole.ends);
    assertThat(pieces.response.calls()).isEqualTo(whole.response.calls());
  }

  private static FakeProvider read(Map<String, String> headers, List<byte[]> pieces) {
    FakeProvider provider = new FakeProvider();
    BodyTap tap = provider.open().responseBody(200, headers::get);
    pieces.forEach(piece -> tap.bytes(piece, 0, piece.length));
    tap.end();
    return provider;
  }

  private static byte[] mutant(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + random.nextInt(8));
    byte[] before = Arrays.copyOf(bytes, at);
    return switch (random.nextInt(4)) {
      case 0 ->
          Bytes.concat(before, structure(random), Arrays.copyOfRange(bytes, end, bytes.length));
      case 1 ->
          Bytes.concat(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      case 2 ->
          Bytes.concat(before, structure(random), Arrays.copyOfRange(bytes, at, bytes.length));
      default -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
    };
  }

  private static byte[] structure(Random random) {
    String signs = "{}[]\",:\\\n\r";
    return Bytes.utf8(String.valueOf(signs.charAt(random.nextInt(signs.length()))));
  }
}
