package io.costspan.cli;

import io.costspan.ratecard.RateCard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a new price file changes. */
@Command(
    name = "diff",
    header = "Shows which rate cards differ between two price files.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar prices diff old.json new.json",
      "  java -jar costspan-agent.jar prices diff --all --json old.json new.json"
    })
final class PricesDiff implements Callable<Integer> {
  @Option(names = "--json", description = "print JSON lines for programs instead of text")
  private boolean json;

  @Option(
      names = "--all",
      description = "also show differences that change no amount: sources, notes, dates of checks")
  private boolean all;

  @Parameters(
      arity = "2",
      paramLabel = "OLD NEW",
      hideParamSyntax = true,
      description = "two price files or directories")
  private List<Path> files = List.of();

  private final PrintWriter out;

  PricesDiff(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<CardChange> differ = changes(cards(files.get(0)), cards(files.get(1)));
    List<CardChange> changes =
        differ.stream().filter(change -> all || change.isOfAmount()).toList();
    if (json) {
      JsonLines lines = new JsonLines(out);
      changes.forEach(change -> lines.add(change::writeMembers));
    } else {
      changes.forEach(change -> out.print(change.text(all)));
      out.println(changes.size() + " rate cards differ" + rest(differ.size() - changes.size()));
    }
    return Main.DONE;
  }

  private static String rest(int others) {
    return others == 0
        ? ""
        : ", and " + others + " only in source, note or date of the check (--all)";
  }

  private static List<CardChange> changes(
      SortedMap<String, RateCard> before, SortedMap<String, RateCard> after) {
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    return ids.stream()
        .map(id -> new CardChange(id, before.get(id), after.get(id)))
        .filter(change -> !change.isNone())
        .toList();
  }

  private static SortedMap<String, RateCard> cards(Path file) {
    SortedMap<String, RateCard> cards = new TreeMap<>();
    CatalogOptions.usersCards(List.of(file)).forEach(card -> cards.putIfAbsent(card.id(), card));
    return cards;
  }
}
