package io.costspan.benchmarks.callers;

/** Starts and ends. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("@ hello=1");
  }
}
