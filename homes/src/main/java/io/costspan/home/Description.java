package io.costspan.home;

import java.util.function.BiConsumer;

/** What a span says of a call. Says the same whenever it is asked, on whatever thread. */
public interface Description {
  String name();

  /** Whether the call has failed. */
  boolean isOfFailure();

  /** Shows each attribute with its value; see {@link OpenSpan#put}. */
  void forEach(BiConsumer<String, Object> attribute);
}
