package io.costspan.history;

import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ledger.LedgerLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  private final List<String> seen = new ArrayList<>();
  private final Follower.Seen told =
      new Follower.Seen() {
        @Override
        public void call(PastCall call, String line) {
          seen.add(call.call().usage().conversation().id());
        }

        @Override
        public void broken(String why) {
          seen.add("broken");
        }
      };

  @TempDir private Path folder;

  private Path file;
  private Follower follower;

  @BeforeEach
  void name() {
    file = folder.resolve("ai.jsonl");
  }

  @AfterEach
  void close() throws IOException {
    follower.close();
  }

  @Test
  void look_beginsWithTheLastLinesAndGoesOn() throws IOException {
    write(line("1"), line("2"), line("3"));
    follow(2);
    write(line("4"));
    follower.look(told);

    assertThat(seen).containsExactly("2", "3", "4");
  }

  @Test
  void look_fewerLinesOrNone_beginsThere() throws IOException {
    write(line("1"));
    follow(10);
    assertThat(seen).containsExactly("1");
    follower.close();

    follow(0);
    assertThat(seen).containsExactly("1");
  }

  @Test
  void look_lineThatGrows_isSeenWhenItIsWhole() throws IOException {
    follow(10);
    String line = line("1");
    append(line.substring(0, 50));
    follower.look(told);
    assertThat(seen).isEmpty();

    append(line.substring(50) + "\n{\"time\n");
    follower.look(told);
    assertThat(seen).containsExactly("1", "broken");
  }

  @Test
  void look_rotationByRename_losesNothingThatIsWrittenMeanwhile() throws IOException {
    write(line("1"));
    follow(10);
    Path old = folder.resolve("ai.jsonl.1");
    Files.move(file, old);
    Files.writeString(old, line("2") + "\n", StandardOpenOption.APPEND);
    follower.look(told);
    write(line("4"));
    follower.look(told);
    Files.writeString(old, line("3") + "\n", StandardOpenOption.APPEND);
    follower.look(told);
    follower.look(told);

    assertThat(seen).containsExactly("1", "2", "3", "4");
  }

  @Test
  void look_copyTruncate_beginsAgain() throws IOException {
    write(line("1"), line("2"));
    follow(10);
    Files.writeString(file, line("3") + "\n");
    follower.look(told);

    assertThat(seen).containsExactly("1", "2", "3");
  }

  private void follow(int last) throws IOException {
    follower = new Follower(file, last);
    follower.look(told);
  }

  private static String line(String conversation) {
    return LedgerLine.toJson(chat().inConversation(conversation).build());
  }

  private void write(String... lines) throws IOException {
    append(String.join("\n", lines) + "\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
