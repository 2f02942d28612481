package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in the form of Linux's {@code /proc}. */
class OtherProcessTest {
  private static final String HOTSPOT = "7f00-7f01 r-xp 00000000 /usr/lib/jvm/lib/server/libjvm.so";

  @TempDir private Path proc;

  @BeforeEach
  void beUser1000() throws IOException {
    process("self", status("1000", "7", "2"));
  }

  @Test
  void refusal_ownHotSpot_isNone() throws IOException {
    jvm(status("1000", "4711", "0000000181005ccf"), HOTSPOT, "java\0-jar\0app.jar");

    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_noProcess_saysSo() {
    assertThat(refusal()).startsWith("there is no process 4711");
  }

  @Test
  void refusal_otherUser_unlessRootAsks() throws IOException {
    jvm(status("1001", "4711", "4"), HOTSPOT, "java");
    assertThat(refusal()).contains("belongs to another user (1001)", "run this as that user");

    process("self", status("0", "7", "2"));
    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_processOfAContainer_saysWhereToRunIt() throws IOException {
    jvm(status("1000", "4711\t1", "4"), HOTSPOT, "java");
    assertThat(refusal()).contains("runs in a container", "docker exec");

    process("self", status("1000", "7\t8", "2"));
    assertThat(refusal()).isNull();
  }

  @Test
  void refusal_openJ9_isNamed() throws IOException {
    jvm(status("1000", "4711", "4"), "7f00 /opt/java/lib/default/libj9vm29.so", "java");

    assertThat(refusal()).contains("OpenJ9", "-javaagent");
  }

  @Test
  void refusal_noJvm_saysSo() throws IOException {
    jvm(status("1000", "4711", "4"), "7f00 /usr/lib/libc.so.6", "sleep");

    assertThat(refusal()).contains("is not a JVM");
  }

  @Test
  void refusal_attachingIsDisabled_inTheArgumentsOrTheEnvironment() throws IOException {
    jvm(status("1000", "4711", "4"), HOTSPOT, "java\0-XX:+DisableAttachMechanism");
    assertThat(refusal()).contains("-XX:+DisableAttachMechanism");

    jvm(status("1000", "4711", "4"), HOTSPOT, "java");
    Files.writeString(
        proc.resolve("4711/environ"), "A=b\0JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism\0");
    assertThat(refusal()).contains("-XX:+DisableAttachMechanism");
  }

  @Test
  void refusal_signalWouldEndTheJvm_isNotSent() throws IOException {
    jvm(status("1000", "4711", "fffffffffffffffb"), HOTSPOT, "java\0-Xrs");

    assertThat(refusal()).contains("-Xrs");
  }

  @Test
  void sees_fileOfItsOwnRoot() throws IOException {
    Path jar = Files.createFile(proc.resolve("costspan-agent.jar"));
    OtherProcess process = new OtherProcess(proc, "4711");
    assertThat(process.sees(jar)).isTrue();

    Path root = Files.createDirectories(proc.resolve("4711/root"));
    assertThat(process.sees(jar)).isFalse();
    Files.createDirectories(Path.of(root.toString(), proc.toString()));
    Files.createFile(Path.of(root.toString(), jar.toString()));
    assertThat(process.sees(jar)).isTrue();
  }

  private String refusal() {
    return new OtherProcess(proc, "4711").refusal();
  }

  private static String status(String user, String pids, String caught) {
    return "Name:\tjava\nUid:\t1\t%s\t1\t1\nNSpid:\t%s\nSigBlk:\t0\nSigCgt:\t%s\n"
        .formatted(user, pids, caught);
  }

  private void jvm(String status, String maps, String commandLine) throws IOException {
    process("4711", status);
    Files.writeString(proc.resolve("4711/maps"), maps);
    Files.writeString(proc.resolve("4711/cmdline"), commandLine);
  }

  private void process(String name, String status) throws IOException {
    Files.createDirectories(proc.resolve(name));
    Files.writeString(proc.resolve(name).resolve("status"), status);
  }
}
