/** Programs that call a host through clients that the agent does not watch. */
@NullMarked
package io.costspan.it.unwatched;

import org.jspecify.annotations.NullMarked;
