package io.costspan.budget;

import io.costspan.health.Faults;
import io.costspan.pipeline.BoundedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be told, on its way from the threads that make calls to one that may write. */
final class Notices {
  private static final long LIMIT_BYTES = 1 << 20;
  private static final long NOTICE_BYTES = 1_000;

  private final BoundedQueue<Object> waiting = new BoundedQueue<>(LIMIT_BYTES);

  /** Passes on a line for the log. */
  void say(String line) {
    offer(line);
  }

  /** Counts a warning and passes it on. */
  void warn(Warning warning) {
    BudgetWarnings.count(warning.standing().budget().name(), warning.threshold());
    offer(warning);
  }

  private void offer(Object notice) {
    if (!waiting.offer(notice, NOTICE_BYTES)) {
      Faults.count("budget_notices");
    }
  }

  /** Hands over all that waits. */
  void drain(Consumer<String> lines, Consumer<Warning> warnings) {
    @Nullable Object notice;
    while ((notice = waiting.poll()) != null) {
      if (notice instanceof Warning warning) {
        warnings.accept(warning);
      } else {
        lines.accept(notice.toString());
      }
    }
  }
}
