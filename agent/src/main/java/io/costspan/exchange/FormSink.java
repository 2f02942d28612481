package io.costspan.exchange;

/** Receives the small text fields of a form. */
@FunctionalInterface
interface FormSink {
  void field(String name, String value);
}
