package io.costspan.health;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine or container in which the JVM runs. */
public final class ThisHost {
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private ThisHost() {}

  /** Its name, which Linux knows without a network request. May block elsewhere. */
  public static String name() {
    try {
      return Files.exists(LINUX_HOST_NAME)
          ? Files.readString(LINUX_HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
