/** Decides whether a call is billed, and by which of its figures. Pure: knows facts only. */
@NullMarked
package io.costspan.verdict;

import org.jspecify.annotations.NullMarked;
