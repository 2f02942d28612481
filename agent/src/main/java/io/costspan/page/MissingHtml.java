package io.costspan.page;

import io.costspan.receipt.RowKey;
import io.costspan.unseen.Unseen;

/** What the sums lack, why, and what to do about it. */
final class MissingHtml {
  private MissingHtml() {}

  static Markup section(Snapshot shown) {
    OtherRooms around = shown.others();
    Markup items =
        Markup.of(
            "{}{}{}",
            shown.gaps().stream().map(MissingHtml::gap).collect(Markup.joined()),
            around.unseen().entrySet().stream()
                .map(seen -> unseen(seen.getKey(), seen.getValue()))
                .collect(Markup.joined()),
            around.losses().stream()
                .map(loss -> Markup.of("<li><p>{}</p></li>", loss))
                .collect(Markup.joined()));
    return Pieces.section(
        "missing",
        "Not in these sums",
        items.equals(Markup.NOTHING)
            ? Pieces.note(
                "Nothing that the agent knows of: each call that may cost something is rated.")
            : Markup.of("<ul class=\"gaps\">{}</ul>", items));
  }

  private static Markup gap(Snapshot.Gap gap) {
    RowKey of = gap.of();
    String calls = gap.calls() + (gap.calls() == 1 ? " call" : " calls");
    return item(
        calls + " of " + of.model() + " (" + of.provider() + " " + of.operation() + ")",
        gap.verdict().toString(),
        Remedies.of(gap.verdict().reason()));
  }

  private static Markup unseen(Unseen.Sighting sighting, long count) {
    return item(
        sighting.host(), "unseen: " + Remedies.sighting(sighting, count), Remedies.of(sighting));
  }

  private static Markup item(String what, String why, String remedy) {
    return Markup.of("<li><p><b>{}</b></p><p><code>{}</code></p><p>{}</p></li>", what, why, remedy);
  }
}
