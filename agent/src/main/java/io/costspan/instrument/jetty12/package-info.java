/** What to weave into the client of Jetty 12. */
@NullMarked
package io.costspan.instrument.jetty12;

import org.jspecify.annotations.NullMarked;
