package io.costspan.health;

import org.jspecify.annotations.Nullable;

/** What was probably meant by a name that is none. */
public final class NearMiss {
  private NearMiss() {}

  /**
   * The name that is nearest, null if none is near.
   *
   * @param most letters that may have been inserted, dropped or changed
   */
  public static @Nullable String of(String text, Iterable<String> names, int most) {
    String best = null;
    int least = most + 1;
    for (String name : names) {
      int slips = text.length() > 2 * name.length() ? least : slips(text, name);
      if (slips < least) {
        least = slips;
        best = name;
      }
    }
    return best;
  }

  private static int slips(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
