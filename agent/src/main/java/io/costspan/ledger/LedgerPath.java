package io.costspan.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The path of a ledger that is to be different for each JVM. */
final class LedgerPath {
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private LedgerPath() {}

  /** Inserts the process id and the host name. May block on the network. */
  static Path resolve(Path path) {
    String text = path.toString();
    if (text.contains("{pid}")) {
      text = text.replace("{pid}", Long.toString(ProcessHandle.current().pid()));
    }
    if (text.contains("{host}")) {
      text = text.replace("{host}", host().replaceAll("[^\\w.-]", "_"));
    }
    return path.getFileSystem().getPath(text);
  }

  /** The kernel knows the name without a network request. */
  private static String host() {
    try {
      return Files.exists(LINUX_HOST_NAME)
          ? Files.readString(LINUX_HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
