package io.costspan.page;

import io.costspan.receipt.Sums;
import java.util.List;

/** Tables of what calls with something in common have cost. */
final class GroupsHtml {
  private final Snapshot shown;
  private final Sums all;

  GroupsHtml(Snapshot shown) {
    this.shown = shown;
    this.all = shown.all();
  }

  Markup sections() {
    Markup owners =
        shown.owners().entrySet().stream()
            .map(owner -> section("owner-" + owner.getKey(), owner.getKey(), owner.getValue()))
            .collect(Markup.joined());
    return Markup.of(
        "{}{}{}{}",
        section("models", "model", shown.models()),
        section("operations", "operation", shown.operations()),
        section("callers", "caller", shown.callers()),
        owners);
  }

  private Markup section(String id, String by, List<Group> groups) {
    Markup content =
        groups.isEmpty()
            ? Pieces.note("No call has ended yet.")
            : Pieces.table(
                "Spend by " + by,
                List.of(
                    Pieces.head(Character.toUpperCase(by.charAt(0)) + by.substring(1)),
                    Pieces.numbers("Calls"),
                    Pieces.numbers("Spend")),
                groups.stream().map(this::row).collect(Markup.joined()));
    return Pieces.section(id, "By " + by, content);
  }

  private Markup row(Group group) {
    return Markup.of(
        "<tr><th scope=\"row\">{}{}{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
        group.name().isEmpty() ? Markup.of("<em>not known</em>") : Pieces.name(group.name()),
        small(group),
        Pieces.bar(group.percent(shown.lead(), all)),
        group.sums().calls(),
        Pieces.cost(group.sums()));
  }

  private static Markup small(Group group) {
    String usage = String.join(", ", group.sums().usage());
    String text =
        group.of().isEmpty() || usage.isEmpty() ? group.of() + usage : group.of() + ": " + usage;
    return text.isEmpty() ? Markup.NOTHING : Markup.of(" <small>{}</small>", text);
  }
}
