package io.costspan.reading;

import org.jspecify.annotations.Nullable;

/** The head of a request without its path; its parts are requested one by one. */
@FunctionalInterface
public interface RequestHead {
  /** After the name of a query parameter: all its values concatenated, for their length. */
  String ALL = "[]";

  RequestHead NONE = place -> null;

  /** The value of {@code query:NAME} or {@code header:NAME}, or null. */
  @Nullable String get(String place);
}
