package io.costspan.cells;

import io.costspan.condition.Accepted;
import java.util.List;
import java.util.Map;

/**
 * One place in an exchange from which a field is read, and where its value is kept meanwhile.
 *
 * @param index of the cell
 * @param measure how lengths are counted, if lengths are merged
 * @param paths JSON paths that feed the cell
 * @param where conditions for the element that contains the value (the innermost array element, or
 *     else the document), by path below that element; may be empty
 */
public record Cell(
    int index, Merge merge, Measure measure, List<String> paths, Map<String, Accepted> where) {

  /** A single value, ready to be merged. */
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

  /** The path of a value below an element. */
  static String below(String element, String path) {
    return element.equals("$") ? path : element + "." + path;
  }
}
