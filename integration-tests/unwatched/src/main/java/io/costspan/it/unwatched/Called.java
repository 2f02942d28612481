package io.costspan.it.unwatched;

import java.io.IOException;

/** What such a program does after its call. */
final class Called {
  private Called() {}

  /** Says so, and waits for a line. */
  static void awaitEnd(Object outcome) throws IOException {
    System.out.println("called " + outcome);
    System.in.read();
  }
}
