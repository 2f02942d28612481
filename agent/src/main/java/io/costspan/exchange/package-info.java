/** One request and its response: the gate, taps, the end of the call. */
@NullMarked
package io.costspan.exchange;

import org.jspecify.annotations.NullMarked;
