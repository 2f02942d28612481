/** Conditions on named values: the {@code when} of both provider files and price files. */
@NullMarked
package io.costspan.condition;

import org.jspecify.annotations.NullMarked;
