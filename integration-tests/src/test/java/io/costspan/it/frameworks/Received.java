package io.costspan.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.OtlpCollector.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a receiver has got from an application that calls itself {@code shop}, and its ledger. */
record Received(OtlpCollector collector, Path ledger) {
  /** How many calls the ledger has. */
  int calls() {
    return Ledger.read(ledger).lines().size();
  }

  /** The sum of the ledger. */
  double spent() {
    return Ledger.read(ledger).lines().stream()
        .mapToDouble(line -> line.path("amount").asDouble())
        .sum();
  }

  /**
   * Each call has one span, in a trace of its own with the span that was current. Returns the spans
   * that were.
   */
  List<Span> parentsOf(int calls) {
    List<Span> spans = collector.spans();
    Map<String, Span> byId =
        spans.stream().collect(Collectors.toMap(Span::spanId, Function.identity()));
    List<Span> ours = spans.stream().filter(span -> span.scope().equals("io.costspan")).toList();
    assertThat(ours).hasSize(calls).extracting(Span::traceId).doesNotHaveDuplicates();
    for (Span span : ours) {
      Span parent = byId.get(span.parentId());
      assertThat(parent).as("parent of " + span).isNotNull();
      assertThat(parent.traceId()).isEqualTo(span.traceId());
      assertThat(span.resource())
          .containsEntry("service.name", "shop")
          .isEqualTo(parent.resource());
    }
    return ours.stream().map(span -> byId.get(span.parentId())).toList();
  }

  /**
   * Counters and the histogram have each call and its amount once, however often homes have
   * changed.
   */
  void assertCounted(int calls) {
    assertThat(calls()).isEqualTo(calls);
    assertThat(collector.total("costspan.calls")).isEqualTo(calls);
    for (String money : List.of("costspan.cost", "gen_ai.client.operation.cost")) {
      assertThat(collector.total(money)).as(money).isEqualTo(spent(), within(1e-9));
    }
    assertThat(collector.totalCount("gen_ai.client.operation.cost")).isEqualTo(calls);
    assertThat(collector.resource()).containsEntry("service.name", "shop");
  }
}
