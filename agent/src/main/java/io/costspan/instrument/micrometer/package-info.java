/** Notices Micrometer, without touching it. */
@NullMarked
package io.costspan.instrument.micrometer;

import org.jspecify.annotations.NullMarked;
