package io.costspan.reading;

import io.costspan.condition.Accepted;
import java.util.List;
import java.util.Map;

/**
 * One place on the wire that a field is read from, and where its value waits meanwhile.
 *
 * @param index of the waiting place
 * @param measure how lengths count, if they are what is merged
 * @param paths JSON paths that feed it
 * @param where what must hold of the element (the innermost array element around the value, else
 *     the document) that the value stands in, by path below that element; empty if nothing
 */
record Cell(
    int index, Merge merge, Measure measure, List<String> paths, Map<String, Accepted> where) {

  /** One value, ready to be merged. */
  Object lift(Object value, long codePoints, long utf16Units) {
    if (!merge.measures() || !(value instanceof String)) {
      return merge.lift(value);
    }
    return measure.of(merge == Merge.UTF16 ? utf16Units : codePoints);
  }

  boolean conditional() {
    return !where.isEmpty();
  }

  /** The innermost array element around a path, or {@code $} for the document. */
  static String element(String path) {
    int end = path.lastIndexOf("[]");
    return end < 0 ? "$" : path.substring(0, end + 2);
  }

  /** The path of something below an element. */
  static String below(String element, String path) {
    return element.equals("$") ? path : element + "." + path;
  }
}
