package io.costspan.verdict;

import io.costspan.usage.End;
import org.jspecify.annotations.Nullable;

/**
 * A call of which only its end is known.
 *
 * @param free why the operation is not billed, null if it is not known what it does
 */
public record UnreadCall(End end, int status, @Nullable String free) implements EndedCall {}
