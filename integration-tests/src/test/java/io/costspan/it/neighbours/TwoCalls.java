package io.costspan.it.neighbours;

import io.costspan.it.OneCallApp;

/**
 * Asks once by the JDK's client and once by OkHttp. Arguments: the base URL, and {@code wait} to go
 * on with the second only when a line is typed.
 */
public final class TwoCalls {
  private TwoCalls() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    OneCallApp.main(arguments);
    OkHttpApp.main(arguments);
  }
}
