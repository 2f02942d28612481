package io.costspan.cli;

import io.costspan.pipeline.RatedCall;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows the results for the entries of archives, in order. */
interface RateReport {
  /**
   * @param index of the entry in its file, from 0
   * @param call null if the entry is not an AI call
   */
  void entry(Path file, int index, HarEntry entry, @Nullable RatedCall call);

  /**
   * An entry that cannot be read, as the user has been told.
   *
   * @param why it cannot
   */
  default void refused(Path file, int index, String why) {}

  /**
   * A job that began among the entries and was not seen to finish. Such jobs follow all entries.
   */
  void unfinishedJob(RatedCall job);

  /** Called after the last entry. */
  default void end() {}
}
