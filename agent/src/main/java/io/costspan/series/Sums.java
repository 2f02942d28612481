package io.costspan.series;

import io.costspan.profile.Instrument;
import java.util.function.Consumer;

/** A counter to which calls add. */
record Sums(Instrument instrument, SeriesBound<Sum> series) implements Counter {
  Sums(Instrument instrument) {
    this(instrument, new SeriesBound<>(Sum::new));
  }

  @Override
  public void forEach(Consumer<Total> reader) {
    series.forEach(reader::accept);
  }
}
