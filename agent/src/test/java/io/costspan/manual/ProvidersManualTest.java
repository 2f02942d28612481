package io.costspan.manual;

import static io.costspan.manual.Manual.code;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.costspan.provider.ProviderFacts;
import io.costspan.provider.ProviderFacts.OperationFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class ProvidersManualTest {
  private static final String HEAD =
      """
      # Providers

      This page lists what the bundled [provider files](provider-files.md) read, by file. If the provider has
      a different name on signals, that name follows in parentheses. A test writes the page from the catalog;
      see [CONTRIBUTING](../CONTRIBUTING.md#pages-that-tests-write).

      Replies are understood as JSON, JSON lines, arrays of JSON, server-sent events, AWS event streams and
      forms, according to their content type, and may be compressed with gzip, deflate or brotli. The column
      "reads" says where the figures of an operation come from: the `reply`, the `events` of a stream whose
      end is known, `headers`, or the `request`. In the column "jobs", `polled` means that the work may end
      after the call that began it, and is billed when a later call shows that it is done; `once` means that
      a reply that comes again is free.

      """;

  private static final String GAPS =
      """

      ## Not covered

      Traffic that does not pass through an HTTP client that the agent watches is not seen at all: gRPC, which
      Google's own client libraries for speech, translation, vision and Vertex AI use unless told otherwise;
      the traffic of WebSocket and WebRTC sessions (realtime, live and streamed speech), of which at most the
      opening request is counted; and jobs whose input and results are in cloud storage.

      Work on the following paths is billed in a way that HTTP does not show, so these calls are unrated,
      `unknown_operation`. The table also lists everything else that is known to be missing.

      """;

  @Test
  void page_rendersEveryProviderFile() {
    List<ProviderFacts> files = ProviderFacts.all();
    String sections =
        files.stream()
            .collect(groupingBy(ProviderFacts::operations, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .map(ProvidersManualTest::section)
            .collect(joining());
    String gaps = files.stream().map(ProvidersManualTest::gaps).collect(joining());
    Manual.check(
        "providers.md",
        HEAD
            + sections
            + GAPS
            + Manual.row("file", "not covered")
            + Manual.row("---", "---")
            + gaps);
  }

  /** Files that have the same operations: most are like another. */
  private static String section(List<ProviderFacts> files) {
    String rows =
        files.get(0).operations().entrySet().stream()
            .map(entry -> operation(entry.getKey(), entry.getValue()))
            .collect(joining());
    return "\n## "
        + files.stream().map(ProvidersManualTest::title).collect(joining(", "))
        + "\n\n"
        + Manual.row("operation", "meters", "reads", "jobs")
        + Manual.row("---", "---", "---", "---")
        + rows;
  }

  private static String title(ProviderFacts file) {
    return file.name().equals(file.provider())
        ? file.name()
        : file.name() + " (" + file.provider() + ")";
  }

  private static String operation(String name, OperationFacts facts) {
    return Manual.row(code(name), list(facts.meters()), list(facts.reads()), list(facts.jobs()));
  }

  private static String gaps(ProviderFacts file) {
    return file.gaps().isEmpty() ? "" : Manual.row(file.name(), String.join("; ", file.gaps()));
  }

  private static String list(SortedSet<String> words) {
    return String.join(", ", words);
  }
}
