/** What must hold of named things: the {@code when} of provider files and price files alike. */
@NullMarked
package io.costspan.condition;

import org.jspecify.annotations.NullMarked;
