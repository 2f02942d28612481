/** Ledgers read back: what calls cost in the past, line by line. */
@NullMarked
package io.costspan.history;

import org.jspecify.annotations.NullMarked;
