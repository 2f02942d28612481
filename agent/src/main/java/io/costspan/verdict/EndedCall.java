package io.costspan.verdict;

import io.costspan.usage.End;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that is over; asked for only as far as it matters. Of a call that nothing
 * describes that is how it ended.
 */
public interface EndedCall {
  End end();

  /** The reply's HTTP status, 0 if none came. */
  int status();

  /** The reason why the provider does not bill the call, as its file says; null if it does. */
  @Nullable String free();

  default Job job() {
    return Job.NONE;
  }

  /** Whether the reply's body says that the call failed. */
  default boolean failed() {
    return false;
  }

  /** Whether part of the work was delivered, however the reply ended. */
  default boolean delivered() {
    return false;
  }

  default Evidence evidence() {
    return Evidence.NOT_DESCRIBED;
  }

  /** Whether the reply ended before its counts were final. */
  default boolean cut() {
    return false;
  }

  /** Whether the reply shows only what earlier calls have shown. */
  default boolean repeated() {
    return false;
  }

  /** Whether there was more to count than is kept. */
  default boolean overflowed() {
    return false;
  }

  /** What the reply says. */
  default Found told() {
    return Found.NOTHING;
  }

  /** What can be guessed where it says nothing. */
  default Found guessed() {
    return Found.NOTHING;
  }

  /** The provider's own figure. */
  default Stated stated() {
    return Stated.NOTHING;
  }

  /** Whether the call belongs to a job that outlives it. */
  enum Job {
    NONE,
    /** The reply shows the job under way. */
    PENDING,
    /** An earlier call has shown the job under way. */
    KNOWN,
    UNKNOWN,
    /** No call has shown it finished, and none will. */
    UNFINISHED
  }

  /** Whether usage was seen. */
  enum Evidence {
    SEEN,
    MISSING,
    /** Success alone is billed. */
    NOT_NEEDED,
    /** No provider file describes the operation. */
    NOT_DESCRIBED
  }

  /** What some figures are worth. */
  enum Found {
    WHOLE,
    /** A meter that belongs to it is missing. */
    PART,
    NOTHING,
    /** A count is unreadable, negative or beyond all bounds. */
    MALFORMED
  }

  /** What the provider says that the call costs. */
  enum Stated {
    NOTHING,
    ZERO,
    MONEY,
    MALFORMED
  }
}
