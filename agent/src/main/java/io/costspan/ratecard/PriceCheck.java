package io.costspan.ratecard;

import io.costspan.json.CatalogFile;
import io.costspan.json.JsonException;
import io.costspan.usage.UsageMeter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks price files more closely than the agent does: it also finds what is most likely a mistake,
 * and checks all cards, not only those up to the first invalid one.
 */
public final class PriceCheck {
  private final BundledCards bundled = new BundledCards();
  private final PriceTable table = PriceTables.bundled().current();
  private final List<PriceFile> files = new ArrayList<>();
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Vocabulary vocabulary;

  /**
   * Something to correct.
   *
   * @param error whether the file must be corrected; a warning may be intended
   * @param message begins with file and line
   */
  public record Finding(boolean error, String message) {
    /** The finding as a line of text for people. */
    @Override
    public String toString() {
      return (error ? "error: " : "warning: ") + message;
    }
  }

  private PriceCheck(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Checks files in order; a later file may refer to the cards of an earlier one. Provider files
   * among them are skipped.
   */
  public static PriceCheck of(List<CatalogFile> files, Vocabulary vocabulary) {
    PriceCheck check = new PriceCheck(vocabulary);
    files.forEach(check::read);
    return check;
  }

  /** The cards that can be used. */
  public List<RateCard> cards() {
    return files.stream().flatMap(file -> file.cards().stream()).toList();
  }

  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  private void read(CatalogFile read) {
    if (read.value() == null) {
      error(String.valueOf(read.refusal()));
      return;
    }
    try {
      PriceFile file =
          PriceFile.read(
              read.value(), true, this::find, e -> error(String.valueOf(e.getMessage())));
      file.cards().forEach(card -> check(card, read.name()));
      checkGaps(file);
      files.add(file);
    } catch (JsonException e) {
      error(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable RateCard find(String id) {
    for (PriceFile file : files) {
      RateCard card = file.find(id);
      if (card != null) {
        return card;
      }
    }
    return bundled.find(id);
  }

  /** The oddities of a card that are errors unless its note explains them. */
  static List<String> errors(RateCard card) {
    return card.note() == null ? Plausibility.oddities(card) : List.of();
  }

  private void check(RateCard card, String file) {
    List<String> errors = errors(card);
    for (String odd : Plausibility.oddities(card)) {
      boolean error = errors.contains(odd);
      add(error, card, odd + (error ? "; correct it, or explain it in \"note\"" : ""));
    }
    String like = card.like();
    vocabulary
        .unheard(card, like == null ? null : find(like))
        .forEach(message -> add(true, card, message));
    String missing = missing(card);
    if (missing != null) {
      add(false, card, "no price for " + missing + "; calls that use it are partial");
    }
    if (isUsedForNothing(card)) {
      add(
          false,
          card,
          "\"used\" has no effect, because no line of that meter has \"over\": \"month\"");
    }
    if (card.source().equals(file)) {
      add(false, card, "no \"source\"; say where the price comes from");
    }
  }

  /** The meter that is missing in the card of a chat model; null if none is, or for other cards. */
  private @Nullable String missing(RateCard card) {
    if (card.isOverlay() || !prices(card, UsageMeter.INPUT_TOKENS)) {
      return null;
    }
    boolean output = prices(card, UsageMeter.OUTPUT_TOKENS);
    boolean cached = prices(card, UsageMeter.CACHED_INPUT_TOKENS);
    if (output == cached) {
      return !output && isOfChat(card) ? "output_tokens" : null;
    }
    return output ? "cached_input_tokens" : "output_tokens";
  }

  private static boolean prices(RateCard card, UsageMeter meter) {
    return card.rates().stream().anyMatch(rate -> rate.meters().contains(meter));
  }

  /** Whether output of the same models costs something by the bundled cards. */
  private boolean isOfChat(RateCard card) {
    return card.models().stream()
        .flatMap(model -> table.cards(card.provider(), model).stream())
        .flatMap(known -> known.rates().stream())
        .filter(rate -> rate.meters().contains(UsageMeter.OUTPUT_TOKENS))
        .anyMatch(rate -> rate.bands().get(0).rate().signum() > 0);
  }

  /** The lines of an overlay may come from any card below it. */
  private static boolean isUsedForNothing(RateCard card) {
    for (Rate rate : card.rates()) {
      if (rate.over() == Rate.Over.MONTH
          && rate.meters().stream().anyMatch(meter -> card.used(meter) != null)) {
        return false;
      }
    }
    return !card.used().isEmpty() && !card.isOverlay();
  }

  private void checkGaps(PriceFile file) {
    Periods periods = new Periods();
    file.cards().forEach(card -> card.models().forEach(model -> periods.add(card, model)));
    periods.gaps(
        (before, after) ->
            add(
                true,
                after,
                "no price from "
                    + before.until()
                    + ", when "
                    + before.id()
                    + " ends, until "
                    + after.from()
                    + "; close the gap"));
  }

  private void add(boolean error, RateCard card, String message) {
    findings.add(new Finding(error, card.place() + ": " + card.id() + ": " + message));
  }

  private void error(String message) {
    findings.add(new Finding(true, message));
  }
}
