package io.costspan.verdict;

import io.costspan.usage.End;
import org.jspecify.annotations.Nullable;

/**
 * A call of which nothing is read but how it ended.
 *
 * @param status 0 if there was no reply
 * @param free why the operation is not billed, null if nobody knows what it does
 */
public record UnreadCall(End end, int status, @Nullable String free) implements Verdict.Call {
  @Override
  public Verdict.Job job() {
    return Verdict.Job.NONE;
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public boolean delivered() {
    return false;
  }

  @Override
  public Verdict.Evidence evidence() {
    return Verdict.Evidence.NOT_DESCRIBED;
  }

  @Override
  public boolean cut() {
    return false;
  }

  @Override
  public boolean repeated() {
    return false;
  }

  @Override
  public boolean overflowed() {
    return false;
  }

  @Override
  public Verdict.Found told() {
    return Verdict.Found.NOTHING;
  }

  @Override
  public Verdict.Found guessed() {
    return Verdict.Found.NOTHING;
  }

  @Override
  public Verdict.Stated stated() {
    return Verdict.Stated.NOTHING;
  }
}
