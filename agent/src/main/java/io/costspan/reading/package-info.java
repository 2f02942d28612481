/**
 * Compiles the rules of providers and runs them: turns values of exchanges into disjoint
 * quantities, including those of jobs.
 */
@NullMarked
package io.costspan.reading;

import org.jspecify.annotations.NullMarked;
