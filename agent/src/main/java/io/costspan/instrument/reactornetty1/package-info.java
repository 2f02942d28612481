/** What to weave into Reactor Netty 1. */
@NullMarked
package io.costspan.instrument.reactornetty1;

import org.jspecify.annotations.NullMarked;
