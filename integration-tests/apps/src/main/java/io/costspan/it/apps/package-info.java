/** Programs on the real SDKs that print exactly what they got. */
@NullMarked
package io.costspan.it.apps;

import org.jspecify.annotations.NullMarked;
