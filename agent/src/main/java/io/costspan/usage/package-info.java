/**
 * Facts about a call, all that rating and outputs see of it: its usage, its destination and its
 * time.
 */
@NullMarked
package io.costspan.usage;

import org.jspecify.annotations.NullMarked;
