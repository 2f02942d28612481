package io.costspan.budget;

import io.costspan.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A warning as Alertmanager takes it. */
final class AlertText {
  private AlertText() {}

  /**
   * An array with one alert, which ends by itself when the budget is free again.
   *
   * @param origin labels that tell this JVM from others
   */
  static String of(Warning warning, Map<String, String> origin) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("labels", labels(warning, origin));
    alert.put("annotations", Map.of("summary", Wording.warning(warning)));
    alert.put("startsAt", warning.at());
    alert.put("endsAt", warning.until());
    return JsonText.of(List.of(alert));
  }

  private static Map<String, String> labels(Warning warning, Map<String, String> origin) {
    Standing standing = warning.standing();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "CostspanBudget");
    labels.put("severity", warning.threshold() < Account.WHOLE ? "warning" : "critical");
    labels.put("costspan_budget", standing.budget().name());
    labels.put("costspan_threshold", Integer.toString(warning.threshold()));
    labels.put("currency", standing.budget().limit().currency());
    String split = standing.budget().split().text();
    if (!split.isEmpty() && !standing.value().isEmpty()) {
      labels.put(split.replaceAll("[^A-Za-z0-9_]", "_"), standing.value());
    }
    labels.putAll(origin);
    return labels;
  }
}
