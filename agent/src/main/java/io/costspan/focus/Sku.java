package io.costspan.focus;

import io.costspan.usage.UsageMeter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sold: a meter of a model or an operation. The providers' own numbers for it stand only on
 * their invoices, so the ids are made of the names by which calls use it.
 *
 * @param model as the reply names it, or else the request; null if neither does
 * @param meter null for the rest of an amount that the provider stated
 * @param traits what the work is, such as {@code modality=audio}
 * @param terms what only the price depends on, such as {@code service_tier=batch}
 */
record Sku(
    String provider,
    String operation,
    @Nullable String model,
    @Nullable UsageMeter meter,
    SortedMap<String, String> traits,
    SortedMap<String, String> terms) {

  private static final List<String> TRAITS =
      List.of(
          "audio",
          "feature",
          "hardware",
          "kind",
          "modality",
          "quality",
          "resolution",
          "search_context",
          "search_type",
          "size",
          "thinking",
          "tool");

  private static final List<String> TERMS =
      List.of("geo", "inference_geo", "region", "service_tier", "speed", "ttl");

  private static final String REST = "stated_amount";

  /**
   * The item behind a charge.
   *
   * @param own attributes of the quantity
   * @param ofCall attributes of the call; tokens cost the same whatever image the call is about
   */
  static Sku of(
      String provider,
      String operation,
      @Nullable String model,
      UsageMeter meter,
      Map<String, String> own,
      Map<String, String> ofCall) {
    Map<String, String> all = new TreeMap<>(ofCall);
    all.putAll(own);
    return new Sku(
        provider,
        operation,
        model,
        meter,
        only(TRAITS, meter.isTokens() ? own : all),
        only(TERMS, all));
  }

  /** The item behind an amount that the provider stated without saying for what. */
  static Sku ofStatedAmount(String provider, String operation, @Nullable String model) {
    return new Sku(provider, operation, model, null, new TreeMap<>(), new TreeMap<>());
  }

  private static SortedMap<String, String> only(List<String> names, Map<String, String> values) {
    SortedMap<String, String> kept = new TreeMap<>();
    for (String name : names) {
      String value = values.get(name);
      if (value != null && !value.isBlank()) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** The model, or the operation of a service without models. */
  String name() {
    return model == null ? operation : model;
  }

  String id() {
    String measured = meter == null ? REST : meter.wireName();
    return provider + "/" + name() + "/" + measured + joined(traits);
  }

  String priceId() {
    return id() + joined(terms);
  }

  String meterName() {
    return meter == null ? "Stated Amount" : Units.meter(meter);
  }

  private static String joined(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(';').append(name).append('=').append(value));
    return text.toString();
  }
}
