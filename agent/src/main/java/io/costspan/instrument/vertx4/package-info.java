/** What to weave into Vert.x 4 and 5. */
@NullMarked
package io.costspan.instrument.vertx4;

import org.jspecify.annotations.NullMarked;
