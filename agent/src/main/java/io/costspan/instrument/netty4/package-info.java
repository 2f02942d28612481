/** What to weave into Netty 4, for clients whose messages pass its codec for HTTP/1.1. */
@NullMarked
package io.costspan.instrument.netty4;

import org.jspecify.annotations.NullMarked;
