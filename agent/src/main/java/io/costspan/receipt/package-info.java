/** Shows what the run cost, printed at exit. */
@NullMarked
package io.costspan.receipt;

import org.jspecify.annotations.NullMarked;
