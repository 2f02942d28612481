/** Says which AI hosts the application talks to without a call being seen. */
@NullMarked
package io.costspan.unseen;

import org.jspecify.annotations.NullMarked;
