package io.costspan.importer;

import io.costspan.importer.ImportReport.Reason;
import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The response to fal's {@code GET /v1/models/pricing}, or a list of such responses: one price per
 * endpoint, in a unit of the endpoint's own. Replies count in the same unit, so the name of the
 * unit matters only where they do not.
 */
final class FalPrices extends HouseTable {
  private static final String NAME = "fal";
  private static final LineKey UNITS = LineKey.of("billable_units");
  private static final Predicate<String> FACTS =
      Globs.of(List.of("endpoint_id", "unit_price", "unit", "currency"));

  /** What a unit counts, by its singular; other units occur only in the reply's own count. */
  private static final Map<String, LineKey> KEYS =
      Map.ofEntries(
          Map.entry("image", LineKey.of("images")),
          Map.entry("video", LineKey.of("videos")),
          Map.entry("second", LineKey.of("video_seconds")),
          Map.entry("video second", LineKey.of("video_seconds")),
          Map.entry("compute second", LineKey.of("compute_seconds")),
          Map.entry("gpu second", LineKey.of("compute_seconds")),
          Map.entry("request", LineKey.of("requests")),
          Map.entry("generation", LineKey.of("requests")),
          Map.entry("character", LineKey.of("characters")),
          Map.entry("1000 character", LineKey.of("characters")));

  FalPrices(JsonValue root, LocalDate date, ImportReport report) {
    super(NAME, root, date, report);
  }

  @Override
  void addAll(JsonValue root, SortedMap<String, Draft> drafts) {
    (root.isArray() ? root.items() : List.of(root)).forEach(page -> addPage(page, drafts));
  }

  private void addPage(JsonValue page, SortedMap<String, Draft> drafts) {
    JsonValue more = page.get("has_more");
    if (more != null && more.bool()) {
      report.add(Reason.NOT_EXPRESSED, "has_more: the following pages", page.file());
    }
    for (JsonValue price : page.need("prices").items()) {
      String id = price.need("endpoint_id").text();
      addRow(id, () -> add(id, price, drafts));
    }
  }

  private void add(String id, JsonValue price, SortedMap<String, Draft> drafts) {
    reportUnknown(price, FACTS, id);
    String currency = price.textOf("currency");
    if (currency != null && !currency.equals("USD")) {
      report.add(Reason.NOT_EXPRESSED, "currency " + currency, id);
      return;
    }
    Draft draft = draft(price.need("unit").text(), price.need("unit_price").decimal(), id);
    if (!draft.hasPrice()) {
      report.add(Reason.NO_PRICE, "zero", id);
    } else if (drafts.putIfAbsent(id.toLowerCase(Locale.ROOT), draft) != null) {
      report.add(Reason.SAME_NAME, "another row for the same model", id);
    }
  }

  private Draft draft(String unit, BigDecimal rate, String id) {
    Draft draft = new Draft();
    draft.put(UNITS, rate);
    String singular =
        unit.toLowerCase(Locale.ROOT)
            .replace('_', ' ')
            .replace("1k ", "1000 ")
            .replaceAll("s$", "");
    LineKey key = KEYS.get(singular);
    if (key == null) {
      report.add(Reason.NOT_EXPRESSED, "unit " + unit + ", where a reply counts none", id);
    } else {
      BigDecimal units = Units.of(key.meter());
      draft.put(key, rate.multiply(singular.startsWith("1000 ") ? units.movePointLeft(3) : units));
    }
    return draft;
  }
}
