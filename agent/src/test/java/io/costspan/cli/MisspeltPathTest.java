package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.pipeline.RatedCall;
import io.costspan.provider.Catalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.rating.Rating;
import io.costspan.reading.Explanation;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A slip in a provider file must show: a call that is read by a file with a misspelt path costs
 * what it costs, or is not rated as exact and complete, or its unread numbers name the place. This
 * is about counts. Names, and elements that are counted for a fee on top, may leave no trace.
 */
class MisspeltPathTest {
  /** Elements that are counted for a fee on top, and names that decide which price applies. */
  private static final Set<String> WITHOUT_TRACE =
      Set.of(
          "output[]",
          "output[].container_id",
          "output[].environment.container_id",
          "candidates[].groundingMetadata.webSearchQueries[]",
          "$.usage.iterations[].model",
          "background");

  /** Readers whose amounts are estimates anyhow, or that count only ids or files. */
  private static final Set<String> NEVER_EXACT =
      Set.of("batch", "batch_file", "compatible_batch", "container", "complete", "veo");

  /** In front of an attribute that is called like a place. */
  private static final String KIND = "\"kind\": ";

  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"(\\s*:)?");

  private final BiFunction<UsageRecord, Instant, Rating> rater =
      new Rater(PriceTables.bundled())::rate;

  /** What a file makes of an exchange. */
  private record Outcome(
      RatedCall call, Explanation explanation, Set<String> unread, Map<String, String> counts) {
    boolean isExactAndComplete() {
      Rating rating = call.rating();
      return rating.status() == Rating.Status.FREE
          || (rating.status() == Rating.Status.RATED && !rating.estimated());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void rate_byAFileWithAMisspeltPath_isNeverExactCompleteAndWrong(String provider)
      throws IOException {
    String file = file(provider);
    List<RecordedReplies.Named> recordings = recordingsOf(file, provider);
    List<Outcome> right = outcomes(file, provider, recordings);
    assertThat(unread(file, right)).isSubsetOf(NEVER_EXACT);
    Set<String> places = new HashSet<>();
    right.forEach(
        outcome ->
            outcome.explanation().read().forEach(place -> places.addAll(ends(place.path()))));

    List<String> wrong = new ArrayList<>();
    int slips = 0;
    Matcher text = TEXT.matcher(file);
    while (text.find()) {
      String path = text.group(1);
      boolean name = text.group(2) != null || file.startsWith(KIND, text.start() - KIND.length());
      if (!name && !WITHOUT_TRACE.contains(path) && places.contains(path)) {
        slips++;
        String slip =
            file.substring(0, text.start(1)) + misspelt(path) + file.substring(text.end(1));
        String line = "line " + file.substring(0, text.start()).lines().count() + " " + path;
        hidden(outcomes(slip, provider, recordings), right, recordings)
            .forEach(id -> wrong.add(line + ": " + id));
      }
    }

    assertThat(slips).isGreaterThan(50);
    assertThat(wrong).isEmpty();
  }

  private static List<String> hidden(
      List<@Nullable Outcome> slips, List<Outcome> right, List<RecordedReplies.Named> recordings) {
    List<String> hidden = new ArrayList<>();
    for (int i = 0; i < slips.size(); i++) {
      Outcome slip = slips.get(i);
      if (slip != null
          && slip.isExactAndComplete()
          && !slip.counts().equals(right.get(i).counts())
          && right.get(i).unread().containsAll(slip.unread())) {
        hidden.add(recordings.get(i).id() + " " + slip.counts() + " not " + right.get(i).counts());
      }
    }
    return hidden;
  }

  /** How a place may be written: from the top, or below a root of its reader. */
  private static List<String> ends(String place) {
    List<String> ends = new ArrayList<>(List.of(place, "$." + place));
    for (int dot = place.indexOf('.'); dot >= 0; dot = place.indexOf('.', dot + 1)) {
      ends.add(place.substring(dot + 1));
    }
    return ends;
  }

  /** The readers of a file of which no outcome tells. */
  private static Set<String> unread(String file, List<Outcome> outcomes) throws IOException {
    Set<Integer> read = new HashSet<>();
    outcomes.forEach(outcome -> read.add(outcome.explanation().reader().line()));
    Set<String> unread = new HashSet<>();
    JsonValue.parse("file", file)
        .need("readers")
        .members()
        .forEach(
            (name, reader) -> {
              if (!read.contains(reader.line())) {
                unread.add(name);
              }
            });
    return unread;
  }

  private static String misspelt(String path) {
    return path.endsWith("[]") ? path.substring(0, path.length() - 2) + "x[]" : path + "x";
  }

  /** For each value of each reader one recording that tells it. */
  private List<RecordedReplies.Named> recordingsOf(String file, String provider) {
    List<RecordedReplies.Named> all = new ArrayList<>(RecordedReplies.own());
    all.addAll(HandMadeReplies.all());
    all.addAll(RecordedReplies.beside());
    List<@Nullable Outcome> outcomes = outcomes(file, provider, all);
    List<RecordedReplies.Named> kept = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome != null
          && outcome.explanation().reader().file().equals(provider + ".json")
          && outcome.call().rating().status() == Rating.Status.RATED
          && outcome.isExactAndComplete()) {
        String reader = outcome.explanation().reader().line() + " ";
        boolean news = false;
        for (Explanation.Told value : outcome.explanation().values()) {
          news |=
              value.text() != null
                  && !value.text().equals("0")
                  && told.add(reader + value.name() + value.source());
        }
        if (news) {
          kept.add(all.get(i));
        }
      }
    }
    return kept;
  }

  /** Null where it is no call; none if the file is refused. */
  private List<@Nullable Outcome> outcomes(
      String file, String provider, List<RecordedReplies.Named> recordings) {
    List<@Nullable Outcome> outcomes = new ArrayList<>();
    try {
      Catalog catalog = Catalog.load(List.of(JsonValue.parse(provider + ".json", file)), List.of());
      Replay replay = new Replay(catalog, rater);
      for (RecordedReplies.Named recording : recordings) {
        outcomes.add(outcome(replay, recording.entry()));
      }
    } catch (JsonException e) {
      return List.of();
    }
    return outcomes;
  }

  private static @Nullable Outcome outcome(Replay replay, HarEntry entry) {
    RatedCall call = replay.rate(entry);
    Explanation explanation = call == null ? null : replay.explanation();
    if (call == null || explanation == null) {
      return null;
    }
    Map<String, String> counts = new TreeMap<>();
    call.usage()
        .quantities()
        .forEach(
            quantity ->
                counts.merge(
                    quantity.meter() + " " + new TreeMap<>(quantity.attributes()),
                    quantity.count().toPlainString(),
                    (one, other) -> one + "+" + other));
    return new Outcome(
        call, explanation, UnreadNumbers.of(entry.response(), explanation).keySet(), counts);
  }

  private static String file(String provider) throws IOException {
    String path = "/io/costspan/catalog/providers/" + provider + ".json";
    try (InputStream in = Catalog.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
