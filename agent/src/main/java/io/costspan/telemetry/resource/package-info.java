/** Which application this is: the name, version and instance under which backends know it. */
@NullMarked
package io.costspan.telemetry.resource;

import org.jspecify.annotations.NullMarked;
