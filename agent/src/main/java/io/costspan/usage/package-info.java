/** Facts about a call, all that rating and outputs see of it: its usage, where it went, when. */
@NullMarked
package io.costspan.usage;

import org.jspecify.annotations.NullMarked;
