package io.costspan.importer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one name over time. A newer table adds to it: known prices keep their dates, and
 * changes are appended.
 *
 * @param stem the model that the name stands for, after which the card is named
 * @param drafts in chronological order, with always one in force
 */
record History(String stem, List<Draft> drafts) {

  /**
   * This history, continued by the newer table.
   *
   * @param said the table's prices in chronological order
   * @param since the date when a price came into force that the table shows without a date
   */
  History with(List<Draft> said, PublicTable newer, Recipe.@Nullable Since since) {
    if (isNewestOf(said)) {
      return new History(stem, learnt(said, newer));
    }
    Draft now = at(newer.date(), said);
    List<Draft> all = past(newer, now);
    append(now, day(now, last(all), since, newer), newer, since, all);
    for (Draft draft : newer.knowsDays() ? said : drafts) {
      if (isComing(draft, newer)) {
        append(draft, Objects.requireNonNull(draft.from), newer, null, all);
      }
    }
    return new History(stem, all);
  }

  /** Whether the only price so far, whose date is unknown, is the newest of several. */
  private boolean isNewestOf(List<Draft> said) {
    return drafts.size() == 1
        && said.size() > 1
        && drafts.get(0).from == null
        && drafts.get(0).says(last(said));
  }

  /** A table with dates knows more about the past than one without. */
  private List<Draft> learnt(List<Draft> said, PublicTable newer) {
    Draft known = drafts.get(0);
    List<Draft> all = new ArrayList<>();
    for (Draft draft : said) {
      Draft period = known.changedBy(draft);
      period.from = draft.from;
      period.until = draft.until;
      period.origin =
          known.says(draft) ? known.origin().confirmedBy(newer) : Origin.of(newer, null);
      all.add(period);
    }
    return all;
  }

  /**
   * The prices that were in force until the newer table, the last one still open-ended. A change
   * that was announced for a date after the previous table is a forecast, which a newer table
   * confirms or not.
   */
  private List<Draft> past(PublicTable newer, Draft now) {
    LocalDate looked = looked();
    List<Draft> past = new ArrayList<>();
    for (Draft draft : drafts) {
      boolean forecast = draft.from != null && draft.from.isAfter(looked);
      if (!isComing(draft, newer) && (!forecast || draft.says(now))) {
        past.add(draft.copy());
      }
    }
    last(past).until = null;
    return past;
  }

  private LocalDate looked() {
    LocalDate looked = LocalDate.MIN;
    for (Draft draft : drafts) {
      LocalDate checked = draft.origin().checked();
      looked = checked.isAfter(looked) ? checked : looked;
    }
    return looked;
  }

  /**
   * The date of a change: that of the recipe, that of the table, or the date of the first table
   * that shows it.
   */
  private static LocalDate day(
      Draft now, Draft last, Recipe.@Nullable Since since, PublicTable newer) {
    LocalDate day = since == null ? now.from : since.from();
    boolean later = day != null && (last.from == null || day.isAfter(last.from));
    return later ? Objects.requireNonNull(day) : newer.date();
  }

  private static void append(
      Draft draft,
      LocalDate day,
      PublicTable newer,
      Recipe.@Nullable Since since,
      List<Draft> all) {
    Draft before = last(all);
    Draft after = before.changedBy(draft);
    if (before.says(draft)) {
      after.origin = before.origin().confirmedBy(newer);
      all.set(all.size() - 1, after);
      return;
    }
    after.from = day;
    after.origin =
        draft.origin == null
            ? Origin.of(newer, since == null ? null : since.toString())
            : draft.origin;
    before.until = day;
    all.add(after);
  }

  private static boolean isComing(Draft draft, PublicTable newer) {
    return draft.from != null && draft.from.isAfter(newer.date());
  }

  private static Draft at(LocalDate day, List<Draft> drafts) {
    Draft found = drafts.get(0);
    for (Draft draft : drafts) {
      if (draft.from == null || !draft.from.isAfter(day)) {
        found = draft;
      }
    }
    return found;
  }

  private static Draft last(List<Draft> drafts) {
    return drafts.get(drafts.size() - 1);
  }
}
