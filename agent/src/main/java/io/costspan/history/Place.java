package io.costspan.history;

/**
 * Where a line stands.
 *
 * @param file as messages name it
 * @param line counted from 1
 */
public record Place(String file, long line) {
  /** Such as {@code ai.jsonl:17}. */
  @Override
  public String toString() {
    return file + ':' + line;
  }
}
