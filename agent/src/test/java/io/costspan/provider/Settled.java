package io.costspan.provider;

import io.costspan.pipeline.Calls;
import io.costspan.pipeline.OpenCall;
import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;

/** Traffic of an application that exits before it sees its jobs finish. */
final class Settled {
  private final List<UsageRecord> jobs = new ArrayList<>();
  final Traffic traffic =
      new Traffic(
          Catalog.bundled(),
          new Calls() {
            @Override
            public OpenCall begin(CallStart start) {
              return (facts, usage) -> {};
            }

            @Override
            public void settle(CallStart start, UsageRecord usage) {
              jobs.add(usage);
            }
          });

  /** The only job that was left. */
  UsageRecord atExit() {
    if (allAtExit().size() != 1) {
      throw new AssertionError(jobs.size() + " jobs were left");
    }
    return jobs.get(0);
  }

  List<UsageRecord> allAtExit() {
    traffic.jobs().settleAll();
    return jobs;
  }
}
