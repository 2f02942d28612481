package io.costspan.it.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.observability.Dashboard.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the dashboards, as Grafana's documentation describes it. */
class DashboardFilesTest {
  private static final int COLUMNS = 24;
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  /** Each type with the options without which Grafana shows something else than is meant. */
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "stat", List.of("reduceOptions", "colorMode", "graphMode"),
          "bargauge", List.of("reduceOptions", "displayMode", "orientation"),
          "timeseries", List.of("legend", "tooltip"),
          "table", List.of("showHeader"));

  @Test
  void dashboards_haveIdsAndTitlesOfTheirOwn() {
    List<Dashboard> all = Dashboard.all();

    assertThat(all).hasSize(4);
    assertThat(all).extracting(each -> each.json().path("uid").asText()).doesNotHaveDuplicates();
    assertThat(all).extracting(each -> each.json().path("title").asText()).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(each -> assertThat(each.json().has("id")).isFalse());
    assertThat(all).allSatisfy(each -> assertThat(each.json().has("__inputs")).isFalse());
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void dashboard_saysWhatGrafanaNeeds(Dashboard dashboard) {
    JsonNode json = dashboard.json();

    assertThat(json.path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(json.path("description").asText()).isNotEmpty();
    assertThat(json.at("/time/from").asText()).isEqualTo("now-24h");
    assertThat(json.path("tags")).extracting(JsonNode::asText).contains("costspan");
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void variables_areThoseThatPanelsUse(Dashboard dashboard) {
    Set<String> used = new HashSet<>(Set.of("datasource"));
    dashboard
        .queries()
        .forEach(
            query ->
                VARIABLE
                    .matcher(query.expression())
                    .results()
                    .forEach(found -> used.add(found.group(1))));

    assertThat(dashboard.variables())
        .extracting(variable -> variable.path("name").asText())
        .containsExactlyInAnyOrderElementsOf(used);
    assertThat(dashboard.variables().path(0).path("type").asText()).isEqualTo("datasource");
    assertThat(dashboard.variables())
        .filteredOn(variable -> variable.path("type").asText().equals("query"))
        .allSatisfy(
            variable -> {
              assertThat(variable.at("/query/query").asText()).startsWith("label_values(ai:");
              assertThat(variable.path("allValue").asText())
                  .isEqualTo(variable.path("includeAll").asBoolean() ? ".*" : "");
              assertThat(variable.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            });
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void panels_fillTheGridWithoutOverlap(Dashboard dashboard) {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          assertThat(taken.add(List.of(place.path("x").asInt() + x, place.path("y").asInt() + y)))
              .as(panel.path("title").asText())
              .isTrue();
        }
      }
    }
    int height = taken.stream().mapToInt(cell -> cell.get(1)).max().orElseThrow() + 1;

    assertThat(taken).hasSize(COLUMNS * height);
    assertThat(taken).allSatisfy(cell -> assertThat(cell.get(0)).isBetween(0, COLUMNS - 1));
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void panels_areOfKnownTypesOnTheChosenDataSource(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .extracting(panel -> panel.path("id").asInt())
        .doesNotHaveDuplicates();
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotEmpty();
              assertThat(TYPES).containsKey(panel.path("type").asText());
              assertThat(names(panel.path("options")))
                  .containsAll(TYPES.get(panel.path("type").asText()));
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.path("fieldConfig").has("defaults")).isTrue();
              assertThat(panel.path("targets")).isNotEmpty();
              assertThat(panel.path("targets"))
                  .extracting(target -> target.path("refId").asText())
                  .doesNotHaveDuplicates();
            });
  }

  private static List<String> names(JsonNode object) {
    return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.observability.Dashboard#all")
  void queries_useRecordedNamesAndKeepCurrenciesApart(Dashboard dashboard) {
    assertThat(dashboard.queries())
        .extracting(Query::expression)
        .allSatisfy(query -> assertThat(query).doesNotContain("costspan_", "gen_ai_"))
        .filteredOn(query -> query.matches(".*(sum|max).*ai:(cost|meter_cost|stated|spend):.*"))
        .isNotEmpty()
        .allSatisfy(
            query ->
                assertThat(query)
                    .doesNotContainPattern("\\bsum(?! by \\([^)]*currency\\))")
                    .doesNotContainPattern("\\bmax(?! by \\([^)]*currency\\))"));
  }
}
