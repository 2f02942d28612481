/** One request and its response: taps, content decoding, framing, end of call. */
@NullMarked
package io.costspan.exchange;

import org.jspecify.annotations.NullMarked;
