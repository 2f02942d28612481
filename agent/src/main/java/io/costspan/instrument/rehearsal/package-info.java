/** What is woven before the first client, so that this takes less of its time. */
@NullMarked
package io.costspan.instrument.rehearsal;

import org.jspecify.annotations.NullMarked;
