/**
 * Stands in for {@code java.util.logging} in the libraries of the packed jar: packing redirects
 * them. An application may want to configure that logging after we start, prints it on stderr by
 * default, and need not have its module at all.
 */
@NullMarked
package io.costspan.telemetry.logging;

import org.jspecify.annotations.NullMarked;
