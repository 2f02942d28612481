package io.costspan.reconcile;

/** One format of bills: what a row of it says. */
interface BillRows {
  /**
   * Adds a row.
   *
   * @throws BillException if it has another format
   */
  void read(Fields row, Days days, Bill bill);
}
