package io.costspan.benchmarks;

import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls as the readers hand them over, and a price file for those that no bundled card prices. */
final class Records {
  private static final String CONTRACT =
      """
      {"cards": [{"id": "me/credits", "provider": "house", "model": "*", "currency": "x:credit", "price": [
        {"meter": "requests", "rate": "2", "when": {"x_kind": "generative"}},
        {"meter": "requests", "rate": "10", "when": {"x_kind": "graph"}},
        {"meter": "requests", "rate": "5"},
        {"meter": "characters", "round": "up", "per": 100, "min": 300,
         "bands": [{"upto": 1000, "rate": "0.02"}, {"rate": "0.01"}]}]}]}
      """;

  private Records() {}

  static UsageRecord chat(String provider, String model, String... attributes) {
    return record(
        provider,
        model,
        map(attributes),
        quantity(UsageMeter.INPUT_TOKENS, 1204),
        quantity(UsageMeter.CACHED_INPUT_TOKENS, 7168),
        quantity(UsageMeter.OUTPUT_TOKENS, 333));
  }

  static UsageRecord images(String provider, String model, String quality, String size) {
    return record(
        provider, model, Map.of("quality", quality, "size", size), quantity(UsageMeter.IMAGES, 2));
  }

  static UsageRecord credits() {
    return record(
        "house",
        null,
        Map.of(),
        quantity(UsageMeter.REQUESTS, 1, "x_kind", "generative"),
        quantity(UsageMeter.REQUESTS, 1, "x_kind", "graph"),
        quantity(UsageMeter.REQUESTS, 1));
  }

  static UsageRecord characters() {
    return record("house", null, Map.of(), quantity(UsageMeter.CHARACTERS, 1234));
  }

  private static UsageRecord record(
      String provider, String model, Map<String, String> attributes, Quantity... quantities) {
    return new UsageRecord(
        provider,
        "chat",
        model,
        model,
        "id-1",
        List.of(quantities),
        attributes,
        null,
        Billing.BILLED);
  }

  private static Quantity quantity(UsageMeter meter, long count, String... attributes) {
    return new Quantity(meter, BigDecimal.valueOf(count), map(attributes), Exactness.REPORTED);
  }

  private static Map<String, String> map(String... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static List<Path> priceFile() {
    try {
      Path file = Files.createTempFile("costspan", ".json");
      file.toFile().deleteOnExit();
      return List.of(Files.writeString(file, CONTRACT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
