package io.costspan.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to cut the same bytes into pieces. */
public final class Pieces {
  private Pieces() {}

  /** In one, byte by byte, in two at every index, and in random pieces. */
  public static List<List<byte[]>> everyWay(byte[] bytes) {
    List<List<byte[]>> ways = new ArrayList<>();
    ways.add(List.of(bytes));
    ways.add(ofSize(bytes, 1));
    for (int at = 1; at < bytes.length; at++) {
      ways.add(List.of(slice(bytes, 0, at), slice(bytes, at, bytes.length)));
    }
    for (int seed = 0; seed < 50; seed++) {
      ways.add(random(bytes, new Random(seed)));
    }
    return ways;
  }

  public static List<byte[]> ofSize(byte[] bytes, int size) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      pieces.add(slice(bytes, at, Math.min(bytes.length, at + size)));
    }
    return pieces;
  }

  static List<byte[]> random(byte[] bytes, Random random) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
      pieces.add(slice(bytes, at, end));
      at = end;
    }
    return pieces;
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
