package io.costspan.it;

/** Has nothing to do with AI. */
public final class QuietApp {
  private QuietApp() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.out.println("done");
  }
}
