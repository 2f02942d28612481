package io.costspan.spend;

import io.costspan.json.CatalogFiles;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.OpenCall;
import io.costspan.pipeline.Pipeline;
import io.costspan.pipeline.RatedCall;
import io.costspan.provider.Catalog;
import io.costspan.provider.EndpointOption;
import io.costspan.provider.HandWritten;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.receipt.Receipt;
import io.costspan.telemetry.MemoryTelemetry;
import io.costspan.usage.CallStart;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an application spends: hand-written exchanges go the way of live ones, from the taps through
 * the user's catalog files to metrics, ledger and receipt.
 */
final class Spend extends HandWritten<RatedCall> {
  private final List<RatedCall> calls = new ArrayList<>();
  private final Receipt receipt = new Receipt();
  private final MemoryTelemetry telemetry = new MemoryTelemetry();
  private final Pipeline pipeline = new Pipeline(List.of(receipt, calls::add));

  /** With the bundled files alone. */
  Spend() {
    this(List.of(), List.of());
  }

  private Spend(List<Path> files, List<EndpointOption> endpoints) {
    super(load(files, endpoints));
    PriceTables prices = new PriceTables(CatalogFiles.read(files), Spend::refuse);
    pipeline.open(new Rater(prices)::rate, telemetry.telemetry());
  }

  private static Catalog load(List<Path> files, List<EndpointOption> endpoints) {
    return UserCatalog.load(CatalogFiles.read(files), endpoints, true, Spend::refuse);
  }

  private static void refuse(String reason) {
    throw new AssertionError(reason);
  }

  /** With files of the user's, by name; they lie in that directory. */
  static Spend with(Path directory, Map<String, String> files) {
    return with(directory, files, List.of());
  }

  static Spend with(Path directory, Map<String, String> files, List<EndpointOption> endpoints) {
    files.forEach((name, content) -> write(directory.resolve(name), content));
    return new Spend(List.of(directory), endpoints);
  }

  /** With one price file of these cards. */
  static Spend withCards(Path directory, String... cards) {
    return with(directory, Map.of("prices.json", cards(cards)));
  }

  /** A price file of these cards. */
  static String cards(String... cards) {
    return "{\"cards\": [" + String.join(",", cards) + "]}";
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected RatedCall outcome() {
    return calls.get(calls.size() - 1);
  }

  @Override
  public OpenCall begin(CallStart start) {
    return pipeline.begin(start);
  }

  @Override
  public void settle(CallStart start, UsageRecord usage) {
    pipeline.settle(start, usage);
  }

  /** The exact sums that metrics show, by currency. */
  Map<String, Double> metrics() {
    return telemetry.costs();
  }

  String receipt() {
    return receipt.render();
  }

  /** The ledger's line of the last call. */
  String ledgerLine() {
    return LedgerLine.toJson(outcome());
  }

  /** What a call cost and why, such as {@code rated 0.016 USD: credits 2 x 0.008 = 0.016}. */
  static String told(RatedCall call) {
    StringBuilder text = new StringBuilder(call.rating().status().wireName());
    if (call.rating().reason() != null) {
      text.append(' ').append(call.rating().reason());
    }
    if (call.rating().amount() != null && call.rating().currency() != null) {
      text.append(' ').append(call.rating().amount().toPlainString());
      text.append(' ').append(call.rating().currency());
    }
    call.rating().charges().forEach(charge -> text.append("; ").append(charge));
    return text.toString();
  }
}
