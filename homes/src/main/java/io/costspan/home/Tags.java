package io.costspan.home;

import java.util.function.BiConsumer;

/** What distinguishes a series. Equal for equal series, so that homes can keep their form of it. */
public interface Tags {
  /** Shows each name with its value, which is a String, a Long or a Boolean. */
  void forEach(BiConsumer<String, Object> reader);
}
