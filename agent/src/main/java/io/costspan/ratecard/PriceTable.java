package io.costspan.ratecard;

import java.time.LocalDate;

/** All rate cards in force together: the bundled ones and, before them, the user's own. */
public final class PriceTable {
  private final String version;
  private final LocalDate checkedAt;

  PriceTable(String version, LocalDate checkedAt) {
    this.version = version;
    this.checkedAt = checkedAt;
  }

  /** Names the exact content, for signals and ledger; such as {@code 2026-08-21}. */
  public String version() {
    return version;
  }

  /** The day the bundled prices were last compared with their sources. */
  public LocalDate checkedAt() {
    return checkedAt;
  }
}
