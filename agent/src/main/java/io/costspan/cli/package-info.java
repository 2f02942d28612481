/** The command line. */
@NullMarked
package io.costspan.cli;

import org.jspecify.annotations.NullMarked;
