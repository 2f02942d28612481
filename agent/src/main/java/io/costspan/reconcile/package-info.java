/** Compares ledgers with what providers bill, day by day, model by model and meter by meter. */
@NullMarked
package io.costspan.reconcile;

import org.jspecify.annotations.NullMarked;
