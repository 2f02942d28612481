package io.costspan.cli;

import io.costspan.pipeline.RatedCall;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows what became of the entries of archives, in order. */
interface RateReport {
  /**
   * @param index of the entry in its file, from 0
   * @param call null if the entry is no AI call
   */
  void entry(Path file, int index, @Nullable RatedCall call);

  /** A job that began among the entries and was not seen finished; they come after all entries. */
  void unfinishedJob(RatedCall job);

  /** The last entry of all was shown. */
  default void end() {}
}
