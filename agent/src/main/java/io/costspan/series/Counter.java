package io.costspan.series;

import io.costspan.profile.Instrument;
import java.util.function.Consumer;

/**
 * A counter with all of its series. Homes read it through {@link Shown}; none of them adds anything
 * to it.
 */
public interface Counter {
  Instrument instrument();

  /** Shows each series that exists. A series never disappears. */
  void forEach(Consumer<Total> reader);
}
