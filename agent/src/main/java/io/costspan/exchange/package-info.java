/** One request and its response: gate, taps, end of call. */
@NullMarked
package io.costspan.exchange;

import org.jspecify.annotations.NullMarked;
