package io.costspan.tokens;

/**
 * Estimates how many tokens language models make of text, byte by byte, in thousandths: what a byte
 * adds depends on its class and on what came before it. Common words are one token and long words
 * more; groups of three digits and line ends are one token each; other scripts are counted by the
 * character. The weights were fitted to recorded calls that report their usage;
 * docs/provider-files.md says how well.
 */
final class TokenWeights {
  /** The number of bits for a byte in an index of the steps. */
  private static final int SHIFT = 8;

  /** Classes of bytes. */
  private static final int LOWER = 0;

  private static final int LETTER_U = 1;
  private static final int UPPER = 2;
  private static final int DIGIT = 3;
  private static final int BLANK = 4;
  private static final int CONTROL = 5;
  private static final int SIGN = 6;
  private static final int BACKSLASH = 7;
  private static final int CONTINUATION = 8;
  private static final int LEAD_OF_2 = 9;
  private static final int LEAD_OF_3 = 10;
  private static final int LEAD_OF_4 = 11;
  private static final int CLASSES = 12;

  /**
   * States, which describe what came before: words by their length, numbers by the position in a
   * group.
   */
  private static final int START = 0;

  private static final int WORD = 1;
  private static final int LONGEST_WORD = 11;
  private static final int CAPITALS = WORD + LONGEST_WORD;
  private static final int NUMBER = CAPITALS + 1;
  private static final int GROUP = 3;
  private static final int GAP = NUMBER + GROUP;
  private static final int LINE = GAP + 1;
  private static final int SIGNS = LINE + 1;
  private static final int OTHER = SIGNS + 1;
  private static final int ESCAPE = OTHER + 1;
  private static final int ESCAPE_IN_LINE = ESCAPE + 1;
  private static final int HEX = ESCAPE_IN_LINE + 1;
  private static final int HEX_DIGITS = 4;
  private static final int STATES = HEX + HEX_DIGITS;

  /**
   * The effect of a byte, by {@code state | byte}: the next state in the lower bits, and what the
   * byte adds above them.
   */
  static final int[] STEP = new int[STATES << SHIFT];

  private static final int[] STEP_OF_CLASS = new int[STATES * CLASSES];

  /** The number of bits for the state in a step; thousandths of a token are above. */
  static final int STATE_BITS = 16;

  static final int STATE = (1 << STATE_BITS) - 1;

  /** The state after a word and a space, whatever came before. */
  static final int BETWEEN_WORDS = GAP << SHIFT;

  static {
    for (int state = START; state < STATES; state++) {
      for (int kind = 0; kind < CLASSES; kind++) {
        fill(state, kind);
      }
    }
    for (int value = 0; value < 1 << SHIFT; value++) {
      int kind = classOf(value);
      for (int state = START; state < STATES; state++) {
        STEP[state << SHIFT | value] = STEP_OF_CLASS[state * CLASSES + kind];
      }
    }
  }

  private TokenWeights() {}

  private static int classOf(int value) {
    if (value >= 0x80) {
      return value < 0xC0
          ? CONTINUATION
          : value < 0xE0 ? LEAD_OF_2 : value < 0xF0 ? LEAD_OF_3 : LEAD_OF_4;
    }
    if (value <= ' ') {
      return value == ' ' ? BLANK : CONTROL;
    }
    if (Character.isLowerCase(value)) {
      return value == 'u' ? LETTER_U : LOWER;
    }
    if (Character.isUpperCase(value)) {
      return UPPER;
    }
    if (Character.isDigit(value)) {
      return DIGIT;
    }
    return value == '\\' ? BACKSLASH : SIGN;
  }

  private static void set(int state, int kind, int next, int weight) {
    STEP_OF_CLASS[state * CLASSES + kind] = weight << STATE_BITS | next << SHIFT;
  }

  private static void fill(int state, int kind) {
    if (state >= HEX) {
      set(state, kind, state + 1 < STATES ? state + 1 : OTHER, 0);
    } else if (state >= ESCAPE) {
      escaped(state, kind);
    } else {
      plain(state, kind);
    }
  }

  private static void escaped(int state, int kind) {
    switch (kind) {
      case LETTER_U -> set(state, kind, HEX, 660);
      case LOWER -> set(state, kind, LINE, state == ESCAPE_IN_LINE ? 100 : 600);
      default -> set(state, kind, SIGNS, 880);
    }
  }

  private static void plain(int state, int kind) {
    switch (kind) {
      case LOWER, LETTER_U -> letter(state, kind);
      case UPPER -> set(state, kind, CAPITALS, state == CAPITALS ? 170 : isWord(state) ? 700 : 950);
      case DIGIT -> digit(state, kind);
      case BLANK -> set(state, kind, state == LINE ? LINE : GAP, isBlank(state) ? 60 : 0);
      case CONTROL -> set(state, kind, LINE, state == LINE ? 100 : 600);
      case SIGN -> set(state, kind, SIGNS, state == SIGNS ? 310 : 880);
      case BACKSLASH -> set(state, kind, state == LINE ? ESCAPE_IN_LINE : ESCAPE, 0);
      case LEAD_OF_2 -> set(state, kind, OTHER, 500);
      case LEAD_OF_3 -> set(state, kind, OTHER, 660);
      case LEAD_OF_4 -> set(state, kind, OTHER, 1_800);
      default -> set(state, kind, state, 0);
    }
  }

  private static void letter(int state, int kind) {
    if (state == CAPITALS) {
      set(state, kind, WORD + 1, 0);
    } else if (isWord(state)) {
      int length = state - WORD + 2;
      int weight = (length > 4 ? 30 : 0) + (length > 7 ? 40 : 0) + (length > 10 ? 100 : 0);
      set(state, kind, Math.min(state + 1, WORD + LONGEST_WORD - 1), weight);
    } else {
      set(state, kind, WORD, 950);
    }
  }

  private static void digit(int state, int kind) {
    boolean inside = state >= NUMBER && state < NUMBER + GROUP - 1;
    set(state, kind, inside ? state + 1 : NUMBER, inside ? 0 : 1_200);
  }

  private static boolean isWord(int state) {
    return state >= WORD && state < WORD + LONGEST_WORD;
  }

  private static boolean isBlank(int state) {
    return state == GAP || state == LINE;
  }
}
