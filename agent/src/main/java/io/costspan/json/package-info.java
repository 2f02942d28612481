/**
 * JSON text to a small tree that remembers where each value stood; for our own files, not for the
 * wire.
 */
@NullMarked
package io.costspan.json;

import org.jspecify.annotations.NullMarked;
