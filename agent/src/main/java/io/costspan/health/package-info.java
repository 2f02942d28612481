/** The agent's own log and fault counters. */
@NullMarked
package io.costspan.health;

import org.jspecify.annotations.NullMarked;
