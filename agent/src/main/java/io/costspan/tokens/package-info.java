/** Estimates how many tokens language models make of text; knows bytes only. */
@NullMarked
package io.costspan.tokens;

import org.jspecify.annotations.NullMarked;
