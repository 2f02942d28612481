package io.costspan.cli;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.receipt.Receipt;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row for each AI call, followed by its charges. */
final class RateTable implements RateReport {
  private final PrintWriter out;
  private final Table table = new Table("FILE", "ENTRY", "OPERATION", "MODEL", "COST", "BECAUSE");
  private final Receipt receipt = new Receipt();
  private int otherEntries;

  RateTable(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void entry(Path file, int index, HarEntry entry, @Nullable RatedCall call) {
    if (call == null) {
      otherEntries++;
      return;
    }
    add(String.valueOf(file.getFileName()), String.valueOf(index), call);
  }

  @Override
  public void unfinishedJob(RatedCall job) {
    add("unfinished job", "", job);
  }

  private void add(String file, String index, RatedCall call) {
    receipt.accept(call);
    List<String> why = why(call.rating());
    table.add(
        file,
        index,
        call.usage().provider() + " " + call.usage().operation(),
        model(call.usage()),
        cost(call.rating()),
        why.isEmpty() ? "" : why.get(0));
    why.stream().skip(1).forEach(line -> table.add("", "", "", "", "", line));
  }

  @Override
  public void end() {
    if (!table.isEmpty()) {
      out.println(table);
      out.print(receipt.render());
    }
    if (otherEntries > 0) {
      out.println("Entries that are not AI calls: " + otherEntries);
    }
  }

  private static String model(UsageRecord usage) {
    return Excerpt.of(
        Objects.requireNonNullElse(
            usage.responseModel(), Objects.requireNonNullElse(usage.requestModel(), "-")));
  }

  private static String cost(Rating rating) {
    if (Reasons.GATEWAY.equals(rating.reason())) {
      return "-";
    }
    return rating.amount() == null
        ? "?"
        : rating.amount().toPlainString() + " " + rating.currency();
  }

  private static List<String> why(Rating rating) {
    Stream<String> charges = rating.charges().stream().map(ChargeLine::toString);
    return Stream.concat(charges, state(rating)).toList();
  }

  /** What a person must know in addition to the charges; nothing for an ordinary rated call. */
  private static Stream<String> state(Rating rating) {
    Stream<String> stated =
        rating.source() == Rating.Source.PROVIDER
            ? Stream.of("stated by the provider")
            : Stream.of();
    Stream<String> estimated = rating.estimated() ? Stream.of("estimated") : Stream.of();
    Stream<String> reason =
        rating.reason() == null
            ? Stream.of()
            : Stream.of(rating.status().wireName() + ": " + rating.reason());
    return Stream.of(stated, estimated, reason).flatMap(lines -> lines);
  }
}
