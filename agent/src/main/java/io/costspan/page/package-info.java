/** One page on loopback that shows what was spent so far, for people without a backend. */
@NullMarked
package io.costspan.page;

import org.jspecify.annotations.NullMarked;
