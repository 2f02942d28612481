/** Which application this is: the name, version and instance under which backends know it. */
@NullMarked
package io.costspan.identity;

import org.jspecify.annotations.NullMarked;
