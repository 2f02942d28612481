package io.costspan.wire;

import java.util.function.BooleanSupplier;

/**
 * What somebody wants to learn from the JSON of a body.
 *
 * @param enough whether the rest can teach nothing more; asked after each document
 * @param lines whether one document may follow another, whatever the content type says
 */
public record Wanted(JsonPaths paths, JsonSink sink, BooleanSupplier enough, boolean lines) {
  /** Of a body of which one document is expected, or as many as its content type says. */
  public Wanted(JsonPaths paths, JsonSink sink, BooleanSupplier enough) {
    this(paths, sink, enough, false);
  }

  boolean nothing() {
    return paths.size() == 0;
  }
}
