/** The command line of the same jar. */
@NullMarked
package io.costspan.cli;

import org.jspecify.annotations.NullMarked;
