package io.costspan.ledger;

import io.costspan.health.ThisHost;
import java.nio.file.Path;

/** The path of a ledger that is to be different for each JVM. */
final class LedgerPath {
  private LedgerPath() {}

  /** Inserts the process id and the host name. May block on the network. */
  static Path resolve(Path path) {
    String text = path.toString();
    if (text.contains("{pid}")) {
      text = text.replace("{pid}", Long.toString(ProcessHandle.current().pid()));
    }
    if (text.contains("{host}")) {
      text = text.replace("{host}", ThisHost.name().replaceAll("[^\\w.-]", "_"));
    }
    return path.getFileSystem().getPath(text);
  }
}
