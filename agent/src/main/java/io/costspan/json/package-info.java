/**
 * Parses JSON text into a small tree that remembers the location of each value; for the agent's own
 * files, not for the wire.
 */
@NullMarked
package io.costspan.json;

import org.jspecify.annotations.NullMarked;
