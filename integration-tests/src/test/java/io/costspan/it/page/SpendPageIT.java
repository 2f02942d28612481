package io.costspan.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a real JVM says what its ledger says. */
class SpendPageIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void page_afterCalls_agreesWithTheLedger(Jdk jdk) throws Exception {
    try (ShownJvm jvm = new ShownJvm(jdk)) {
      jvm.call("search", "gpt-4o");
      jvm.call("search", "gpt-4o-mini");
      jvm.call("reviews", "gpt-4o");
      jvm.call("reviews", ShownJvm.HOSTILE);
      JsonNode shown = jvm.json();
      Ledger ledger = jvm.ledger();
      String page = jvm.get("/");

      assertThat(amounts(shown.path("models"), "model"))
          .isEqualTo(amounts(ledger, line -> line.path("requestModel").asText()));
      assertThat(amounts(shown.path("operations"), "operation"))
          .isEqualTo(amounts(ledger, line -> line.path("operation").asText()));
      assertThat(amounts(shown.path("callers"), "caller"))
          .hasSize(2)
          .isEqualTo(amounts(ledger, line -> line.path("caller").asText()));
      assertThat(amounts(shown.at("/owners/team"), "value"))
          .isEqualTo(amounts(ledger, line -> line.at("/owners/team").asText()));
      BigDecimal total = amounts(ledger, line -> "").get("");
      assertThat(new BigDecimal(shown.at("/total/amounts/USD").asText()))
          .isEqualByComparingTo(total);
      assertThat(new BigDecimal(shown.at("/budgets/0/spent").asText())).isEqualByComparingTo(total);
      // Those that waited for the prices are rated by two threads.
      assertThat(shown.path("calls"))
          .containsExactlyInAnyOrderElementsOf(
              ledger.lines().stream().map(SpendPageIT::withoutOrigin).toList());
      assertThat(shown.at("/unrated/0/reason").asText()).isEqualTo("unknown_model");
      assertThat(shown.at("/jvm/service").asText()).isEqualTo("acme-shop");
      assertThat(page)
          .contains(total.stripTrailingZeros().toPlainString() + " <span class=\"currency\">USD")
          .contains("&lt;script&gt;alert(1)&lt;/<wbr>script&gt;")
          .doesNotContain("<script>alert");
      assertThat(page + shown)
          .contains("gpt-4o")
          .doesNotContain(ShoppingApp.PROMPT, ShoppingApp.KEY, ShoppingApp.QUERY);

      Finished finished = jvm.end();
      assertThat(finished.exitCode()).isZero();
      assertThat(finished.stderr()).contains("costspan receipt").doesNotContain("the spend page");
    }
  }

  /** All calls of the page are those of its JVM. */
  private static JsonNode withoutOrigin(JsonNode line) {
    ObjectNode rest = line.deepCopy();
    return rest.remove(List.of("service", "host", "instance"));
  }

  private static Map<String, BigDecimal> amounts(Ledger ledger, Function<JsonNode, String> key) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (JsonNode line : ledger.lines()) {
      add(key.apply(line), line.path("amount").asText("0"), sums);
    }
    return sums;
  }

  private static Map<String, BigDecimal> amounts(JsonNode groups, String by) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (JsonNode group : groups) {
      add(group.path(by).asText(), group.at("/amounts/USD").asText("0"), sums);
    }
    return sums;
  }

  private static void add(String key, String amount, Map<String, BigDecimal> sums) {
    sums.merge(key, new BigDecimal(amount), (one, other) -> one.add(other).stripTrailingZeros());
    sums.computeIfPresent(key, (same, sum) -> sum.stripTrailingZeros());
  }
}
