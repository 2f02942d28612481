package io.costspan.performance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command measures.
 *
 * @param rows the argument {@code rows} of the command
 * @param text how it is measured
 */
record Section(String title, String rows, String text, List<Budget> budgets) {
  static Section of(JsonNode json) {
    List<Budget> budgets = new ArrayList<>();
    json.get("budgets").forEach(budget -> expand(budget, budgets));
    return new Section(
        json.get("title").asText(), json.get("rows").asText(), json.get("text").asText(), budgets);
  }

  /** A budget of several cases: {@code {}} in title and figure stands for each of them. */
  private static void expand(JsonNode json, List<Budget> budgets) {
    String id = json.get("id").asText();
    String title = json.get("title").asText();
    String figure = json.get("figure").asText();
    if (!json.has("each")) {
      budgets.add(Budget.of(json, id, title, figure));
    }
    json.path("each")
        .properties()
        .forEach(
            entry ->
                budgets.add(
                    Budget.of(
                        json,
                        id,
                        title.replace("{}", entry.getValue().asText()),
                        figure.replace("{}", entry.getKey()))));
  }
}
