/** Start-up: what happens in premain, and what waits until an AI client shows up. */
@NullMarked
package io.costspan.start;

import org.jspecify.annotations.NullMarked;
