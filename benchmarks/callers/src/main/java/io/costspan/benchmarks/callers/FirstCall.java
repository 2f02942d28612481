package io.costspan.benchmarks.callers;

/**
 * Makes one call and tells how long its thread took for it, in ns. If it is made at once, that
 * includes building the client. Arguments: client, base URL, milliseconds between the two.
 */
public final class FirstCall {
  private FirstCall() {}

  public static void main(String[] arguments) throws Exception {
    int pauseMillis = Integer.parseInt(arguments[2]);
    long begin = System.nanoTime();
    Client client = Client.named(arguments[0], arguments[1]);
    if (pauseMillis > 0) {
      Thread.sleep(pauseMillis);
      begin = System.nanoTime();
    }
    client.chat(arguments[1]);
    System.out.println("@ wall=" + (System.nanoTime() - begin));
    System.exit(0);
  }
}
