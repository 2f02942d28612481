package io.costspan.owner;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the thread knew that made a call, so that another one may send it.
 *
 * @param baggage owners by name
 * @param logging owners by name
 * @param caller see {@link io.costspan.usage.Attribution}
 */
public record Noticed(
    Map<String, String> baggage, Map<String, String> logging, @Nullable String caller) {
  /** The thread knew nothing. */
  public static final Noticed NOTHING = new Noticed(Map.of(), Map.of(), null);
}
