package io.costspan.condition;

import java.util.Set;

/**
 * What is known of the values of something that conditions ask.
 *
 * @param open whether there may be others
 */
public record Known(Set<String> texts, boolean open) {}
