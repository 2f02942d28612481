/** One JSON line per AI call, appended to a file off the application's threads. */
@NullMarked
package io.costspan.ledger;

import org.jspecify.annotations.NullMarked;
