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

      What the bundled [provider files](provider-files.md) read, by file, with the provider's name on signals where it is another. Written by a
      test from the catalog; see [CONTRIBUTING](../CONTRIBUTING.md).

      Replies are understood as JSON, JSON lines and arrays of JSON, server-sent events, AWS event streams and forms, whichever their content type
      says, through gzip, deflate and brotli. "Reads" is where an operation's figures stand: in the `reply`, in the `events` of a stream whose
      end is known, in `headers`, in the `request`. A job is `polled` if its work may end after the call that began it, and billed when a later
      call shows that it is done; `once` means that a reply that comes again is free.

      """;

  private static final String GAPS =
      """

      ## Not covered

      What passes no HTTP client that the agent watches is not seen at all: gRPC, which Google's own client libraries for speech, translation, vision
      and Vertex AI speak unless told otherwise; the traffic of WebSocket and WebRTC sessions (realtime, live and streamed speech), of which only
      opening them may be counted; jobs whose texts and results lie in cloud storage.

      Work on these paths is billed in a way that HTTP does not show, so calls are unrated, `unknown_operation`; and what else is known to be missing.

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
