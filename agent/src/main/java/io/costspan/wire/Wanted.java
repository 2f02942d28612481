package io.costspan.wire;

import java.util.function.BooleanSupplier;

/**
 * The values of a JSON body that are wanted.
 *
 * @param enough whether the rest of the body is no longer needed; asked after each document
 * @param lines whether several documents may follow one another, whatever the content type says
 */
public record Wanted(JsonPaths paths, JsonSink sink, BooleanSupplier enough, boolean lines) {
  /** For a body with a single document, or with several if its content type says so. */
  public Wanted(JsonPaths paths, JsonSink sink, BooleanSupplier enough) {
    this(paths, sink, enough, false);
  }

  boolean nothing() {
    return paths.size() == 0;
  }
}
