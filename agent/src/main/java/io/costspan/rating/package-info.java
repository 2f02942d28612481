/**
 * A {@code UsageRecord} times a rate card gives a {@code Rating} with charge lines; pure, no I/O.
 */
@NullMarked
package io.costspan.rating;

import org.jspecify.annotations.NullMarked;
