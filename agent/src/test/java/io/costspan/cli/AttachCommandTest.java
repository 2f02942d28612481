package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.State;
import io.costspan.health.State.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AttachCommandTest {
  private final AttachCommand command = new AttachCommand(new PrintWriter(new StringWriter()));
  private final Properties system = new Properties();
  private final Properties agent = new Properties();

  @Test
  void refusal_java17_isNone() {
    assertThat(refusal("17")).isNull();
    assertThat(refusal("25")).isNull();
  }

  @Test
  void refusal_olderJava_namesItAndWhatIsNeeded() {
    assertThat(refusal("1.8")).contains("runs Java 1.8", "needs 17");
    assertThat(refusal("11")).contains("runs Java 11");
  }

  @Test
  void refusal_agentIsThere_namesItsVersion() {
    agent.setProperty(State.PROPERTY_PREFIX + Entry.VERSION.key(), "1.0");

    assertThat(refusal("17")).contains("has the agent already, version 1.0");
  }

  @Test
  void attach_ownProcess_isRefused() {
    Run run = Run.of("attach", Long.toString(ProcessHandle.current().pid()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("mend attach ").contains("this very command");
  }

  @Test
  void attach_noProcessId_isWrongUsage() {
    assertThat(Run.of("attach", "shop").exitCode()).isEqualTo(2);
    assertThat(Run.of("attach").exitCode()).isEqualTo(2);
  }

  private String refusal(String java) {
    system.setProperty("java.specification.version", java);
    return command.refusal(system, agent);
  }
}
