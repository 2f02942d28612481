package io.costspan.importer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one name has cost from when on. A newer table adds to it: prices keep their days, and what
 * it shows otherwise is appended.
 *
 * @param stem the model that the name stands for, which names the card
 * @param drafts in order of time, one always in force
 */
record History(String stem, List<Draft> drafts) {

  /**
   * This history as the newer table knows it.
   *
   * @param said the table's prices in order of time
   * @param since the day when a price came into force that the table shows without one
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

  /** Whether the only price so far, of which no day is known, is the newest of several. */
  private boolean isNewestOf(List<Draft> said) {
    return drafts.size() == 1
        && said.size() > 1
        && drafts.get(0).from == null
        && drafts.get(0).says(last(said));
  }

  /** A table that names days knows more about the past than one that does not. */
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
   * The prices that were in force until the newer table, the last one still open. A change that was
   * announced for a day after the last look at a table is a forecast, which a newer one confirms or
   * not.
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

  /** The day of a change: that of the recipe, of the table, or the first that shows it. */
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
