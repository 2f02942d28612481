package io.costspan.wire;

/**
 * Skips JSON strings and trees that are not wanted, in pieces of any size, without storing
 * anything.
 */
final class JsonSkipper {
  private long depth;
  private boolean quoted;
  private boolean escaped;

  void clear() {
    depth = 0;
    quoted = false;
    escaped = false;
  }

  /** An object or array was opened. */
  void beginTree() {
    depth = 1;
  }

  /** Whether the closing bracket of the tree has not been reached yet. */
  boolean inTree() {
    return depth > 0;
  }

  /** Whether the closing quote of the string has not been reached yet. */
  boolean inString() {
    return quoted;
  }

  /**
   * Skips a tree, including its closing bracket.
   *
   * @return the index at which to continue
   */
  int tree(byte[] array, int from, int to) {
    int at = quoted ? string(array, from, to) : from;
    while (at < to && depth > 0) {
      at = structure(array, at, to);
    }
    return at;
  }

  private int structure(byte[] array, int at, int to) {
    switch (array[at]) {
      case '"' -> {
        return string(array, at + 1, to);
      }
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      case ':', ',' -> {}
      default -> {
        return Swar.structure(array, at + 1, to);
      }
    }
    return at + 1;
  }

  /**
   * Skips a string, including its closing quote. Only quotes are looked for; whether one is escaped
   * shows by the backslashes before it.
   *
   * @return the index at which to continue
   */
  int string(byte[] array, int from, int to) {
    if (escaped && from == to) {
      return to;
    }
    int start = escaped ? from + 1 : from;
    int at = Swar.first(array, start, to, '"');
    while (at < to && isEscaped(array, start, at)) {
      at = Swar.first(array, at + 1, to, '"');
    }
    quoted = at == to;
    escaped = quoted && isEscaped(array, start, to);
    return quoted ? to : at + 1;
  }

  /** Whether an odd number of backslashes stands before that place. */
  private static boolean isEscaped(byte[] array, int from, int at) {
    int first = at;
    while (first > from && array[first - 1] == '\\') {
      first--;
    }
    return (at - first) % 2 != 0;
  }
}
