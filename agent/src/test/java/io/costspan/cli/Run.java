package io.costspan.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line: what it printed and how it ended. */
record Run(int exitCode, String out, String err) {
  static Run of(String... args) {
    return with(new ByteArrayInputStream(new byte[0]), args);
  }

  /** A run with that standard input. */
  static Run with(InputStream in, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(in, new PrintWriter(out), new PrintWriter(err), args);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
