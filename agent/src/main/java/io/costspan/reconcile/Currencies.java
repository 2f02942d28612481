package io.costspan.reconcile;

import java.util.Locale;

/** Codes of currencies as bills spell them. */
final class Currencies {
  static final String DOLLAR = "USD";

  private Currencies() {}

  /** The code in capitals. */
  static String code(String text) {
    return text.strip().toUpperCase(Locale.ROOT);
  }
}
