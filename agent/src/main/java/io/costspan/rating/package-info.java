/** Usage records times rate cards give ratings with charge lines; pure, no I/O. */
@NullMarked
package io.costspan.rating;

import org.jspecify.annotations.NullMarked;
