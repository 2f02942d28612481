/**
 * Compiled provider rules and their run: values from the wire to disjoint quantities, jobs
 * included.
 */
@NullMarked
package io.costspan.reading;

import org.jspecify.annotations.NullMarked;
