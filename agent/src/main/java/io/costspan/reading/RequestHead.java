package io.costspan.reading;

import org.jspecify.annotations.Nullable;

/** What a request's head says besides its path: asked for piece by piece and never handed on. */
@FunctionalInterface
public interface RequestHead {
  /** Behind the name of a query parameter: all its values in a row, for their length. */
  String ALL = "[]";

  RequestHead NONE = place -> null;

  /** The value of {@code query:NAME} or {@code header:NAME}, or null. */
  @Nullable String get(String place);
}
