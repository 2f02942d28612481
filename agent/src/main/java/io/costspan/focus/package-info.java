/**
 * Past calls as rows of the FinOps Open Cost and Usage Specification (FOCUS) 1.2; pure, used by the
 * command line only.
 */
@NullMarked
package io.costspan.focus;

import org.jspecify.annotations.NullMarked;
