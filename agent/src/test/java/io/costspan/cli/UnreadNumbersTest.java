package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.Catalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.reading.Explanation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Of recorded usage each number is read, or its provider file says why not. */
class UnreadNumbersTest {
  /** See docs/recordings.md: a gateway stood in OpenAI's place. */
  private static final Set<String> EXPLAINED = Set.of("openai usage.cost");

  private final Replay replay =
      new Replay(Catalog.bundled(), new Rater(PriceTables.bundled())::rate);

  @Test
  void numbers_ofTheProjectsOwnReplies_areReadOrIgnored() {
    assertThat(unread(RecordedReplies.own())).isEmpty();
    assertThat(unread(HandMadeReplies.all())).isEmpty();
  }

  @Test
  void numbers_ofRecordedTraffic_areReadOrIgnored() {
    assertThat(unread(RecordedReplies.beside())).isSubsetOf(EXPLAINED);
  }

  /** What is read must not be ignored as well, or a slip in its path would hide. */
  @Test
  void ignoredPlaces_areNotRead() {
    Set<String> both = new TreeSet<>();
    for (RecordedReplies.Named recording : RecordedReplies.beside()) {
      Explanation explanation =
          replay.rate(recording.entry()) == null ? null : replay.explanation();
      if (explanation != null) {
        Pattern ignored = UnreadNumbers.pattern(explanation.ignored(), ".*");
        explanation.read().stream()
            .map(Explanation.Read::path)
            .filter(path -> ignored.matcher(path).matches())
            .forEach(path -> both.add(explanation.reader().file() + " " + path));
      }
    }
    assertThat(both).isEmpty();
  }

  private Set<String> unread(List<RecordedReplies.Named> recordings) {
    Set<String> unread = new TreeSet<>();
    for (RecordedReplies.Named recording : recordings) {
      Explanation explanation =
          replay.rate(recording.entry()) == null ? null : replay.explanation();
      if (explanation != null) {
        String file = explanation.reader().file().replaceAll(".*/|\\.json", "") + " ";
        UnreadNumbers.of(recording.entry().response(), explanation)
            .keySet()
            .forEach(path -> unread.add(file + path));
      }
    }
    return unread;
  }
}
