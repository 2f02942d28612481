package io.costspan.it.apps;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What a program saw, on standard output: equal with and without the agent, or the agent disturbs.
 */
public final class Transcript {
  private Transcript() {}

  /** Something that a program does; what it throws belongs to the transcript. */
  @FunctionalInterface
  public interface Deed {
    /** Does it. */
    void run() throws Exception;
  }

  /** Runs one deed under a heading and notes how it ended. */
  public static void section(String title, Deed deed) {
    line("== " + title);
    try {
      deed.run();
      line("ended well");
    } catch (Throwable thrown) {
      failure(thrown);
    }
  }

  /** One line. */
  public static void line(Object text) {
    System.out.println(text);
  }

  /** How many bytes, and which. */
  public static void bytes(byte[] bytes) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    line(bytes.length + " bytes, sha-256 " + HexFormat.of().formatHex(hash));
  }

  /** A throwable with its causes. */
  public static void failure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      line("threw " + cause.getClass().getName() + ": " + cause.getMessage());
    }
  }
}
