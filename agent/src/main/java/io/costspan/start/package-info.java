/** Start-up: what happens in premain, and what waits until an HTTP client appears. */
@NullMarked
package io.costspan.start;

import org.jspecify.annotations.NullMarked;
