package io.costspan.condition;

import java.util.Set;

/**
 * What is known about the possible values of a name in conditions.
 *
 * @param open whether there may be other values
 */
public record Known(Set<String> texts, boolean open) {}
