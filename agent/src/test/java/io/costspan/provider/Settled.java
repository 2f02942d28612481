package io.costspan.provider;

import io.costspan.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;

/** Traffic of an application that exits before it sees its jobs finish. */
final class Settled {
  private final Catalog catalog = Catalog.bundled();
  private final List<UsageRecord> jobs = new ArrayList<>();
  public final Traffic traffic = new Traffic(catalog);

  Settled() {
    catalog.jobs().settleTo((start, usage) -> jobs.add(usage));
  }

  /** The only job that was left. */
  UsageRecord atExit() {
    if (allAtExit().size() != 1) {
      throw new AssertionError(jobs.size() + " jobs were left");
    }
    return jobs.get(0);
  }

  List<UsageRecord> allAtExit() {
    catalog.jobs().settleAll();
    return jobs;
  }
}
