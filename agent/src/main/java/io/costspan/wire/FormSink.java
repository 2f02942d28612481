package io.costspan.wire;

/** Receives the text fields of a form. */
@FunctionalInterface
public interface FormSink {
  /**
   * Receives a field.
   *
   * @param value truncated if it is long
   * @param codePoints of the whole value
   */
  void field(String name, String value, long codePoints);
}
