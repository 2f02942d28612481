package io.costspan.verdict;

import io.costspan.usage.End;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that is over; asked for only as far as it matters. Of a call that nothing
 * describes that is how it ended.
 */
public interface EndedCall {
  End end();

  /** The HTTP status of the reply, 0 if there was none. */
  int status();

  /** The reason why the provider does not bill the call according to its file; null if it does. */
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

  /** Whether the reply shows only usage that earlier calls have shown. */
  default boolean repeated() {
    return false;
  }

  /** Whether there was more to count than is kept. */
  default boolean overflowed() {
    return false;
  }

  /** What the reply reports. */
  default Found told() {
    return Found.NOTHING;
  }

  /** What can be estimated if the reply reports nothing. */
  default Found guessed() {
    return Found.NOTHING;
  }

  /** The cost that the provider states. */
  default Stated stated() {
    return Stated.NOTHING;
  }

  /** Whether the call belongs to a job that outlives it. */
  enum Job {
    NONE,
    /** The reply shows the job as under way. */
    PENDING,
    /** An earlier call has shown the job as under way. */
    KNOWN,
    UNKNOWN,
    /** No call has shown the job as finished, and none will. */
    UNFINISHED
  }

  /** Whether usage was seen. */
  enum Evidence {
    SEEN,
    /** The work seems to be done, but nothing says how much it was: there is an image, say. */
    SIGNS_ONLY,
    MISSING,
    /** Success alone is billed. */
    NOT_NEEDED,
    /** No provider file describes the operation. */
    NOT_DESCRIBED
  }

  /** How complete a set of figures is. */
  enum Found {
    WHOLE,
    /** A meter that belongs to the others is missing. */
    PART,
    NOTHING,
    /** A count is unreadable, negative or beyond all bounds. */
    MALFORMED
  }

  /** What the provider states as the cost of the call. */
  enum Stated {
    NOTHING,
    ZERO,
    MONEY,
    MALFORMED
  }
}
