package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns are filed by some of their characters: hosts must find them as if all were tried. */
class HostTableTest {
  private static final Site SITE = new Site(Site.ANY_PORT, "", true, List::of);

  private static final List<String> HEADS = List.of("", "v-", "api", "api.", "runtime.");

  private static final List<String> TAILS =
      List.of(".bfl.ai", ".a.cognitive.com", ".b.cognitive.com", ".models.ai.azure.com");

  @Test
  void entries_ofAnyHost_areThoseThatMatch() {
    List<String> patterns = patterns().toList();
    HostTable table = table(patterns);

    for (String host : hosts(patterns)) {
      List<String> matching =
          patterns.stream().filter(pattern -> new HostPattern(pattern).matches(host)).toList();
      List<String> found = table.entries(host).stream().map(entry -> entry.host).toList();
      assertThat(found.subList(0, found.size() - 1)).isEqualTo(matching);
      assertThat(table.knows(host, 443)).as(host).isEqualTo(!matching.isEmpty());
      assertThat(table.knowsTls(host, 443)).as(host).isEqualTo(!matching.isEmpty());
    }
  }

  /** All of the same hosts, but filed in different places. */
  @Test
  void entries_ofSeveralPatterns_areInTheOrderOfAddition() {
    List<String> patterns =
        List.of("*.azure.com", "models.*.azure.com", "*.a.models.ai.azure.com", "*.com.azure.com");
    String host = "models.a.models.ai.azure.com";

    assertThat(table(patterns).entries(host))
        .extracting(entry -> entry.host)
        .containsExactly("*.azure.com", "models.*.azure.com", "*.a.models.ai.azure.com", "*");
    assertThat(table(List.of("*.a.models.ai.azure.com", "models.*.azure.com")).entries(host))
        .extracting(entry -> entry.host)
        .containsExactly("*.a.models.ai.azure.com", "models.*.azure.com", "*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", ".com", "azure.com", ".azure.com"})
  void knows_hostShorterThanPatterns_isFalse(String host) {
    assertThat(table(patterns().toList()).knows(host, 443)).isFalse();
  }

  private static Stream<String> patterns() {
    return HEADS.stream().flatMap(head -> TAILS.stream().map(tail -> head + "{region}" + tail));
  }

  private static List<String> hosts(List<String> patterns) {
    List<String> hosts = new ArrayList<>();
    for (String pattern : patterns) {
      String host = pattern.replace("{region}", "eu1");
      hosts.add(host);
      hosts.add(host.toUpperCase(Locale.ROOT));
      for (int at = 0; at < host.length(); at++) {
        hosts.add(host.substring(at));
        hosts.add(host.substring(0, at) + 'x' + host.substring(at + 1));
      }
    }
    return hosts;
  }

  private static HostTable table(List<String> patterns) {
    HostTable table = new HostTable();
    patterns.forEach(pattern -> table.add(pattern, SITE));
    return table;
  }
}
