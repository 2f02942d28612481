package io.costspan.reconcile;

/** A provider's file cannot be used. The message names file and line, and what would be right. */
public final class BillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BillException(String place, String message) {
    super(place + ": " + message);
  }
}
