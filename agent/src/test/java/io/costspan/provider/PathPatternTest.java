package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b, true",
    "/a/b, /a/b/, true",
    "/a/b, //a//b, true",
    "/a/b, /a, false",
    "/a/b, /a/b/c, false",
    "/a/b, /a/bc, false",
    "/a/{id}, /a/x, true",
    "/a/{id}, /a/, false",
    "/a/{id}/c, /a/x/c, true",
    "/a/**, /a, true",
    "/a/**, /a/b/c, true",
    "/a/**, /ab, false",
    "/m/{m}:go, /m/x:go, true",
    "/m/{m}:go, /m/:go, false",
    "/m/{m}:go, /m/x:stop, false",
    "/{app**}, /a, true",
    "/{app**}, /a/b/c/, true",
    "/{app**}, /, false",
    "/{app**}/stream, /a/b/stream, true",
    "/{app**}/stream, /stream, false",
    "/{app**}/stream, /a/b, false",
    "/m/{app**}/x/{id}, /m/a/b/x/1, true",
    "/m/{app**}/x/{id}, /m/x/1, false",
    "/m/{m=ab-*}:go, /m/ab-x:go, true",
    "/m/{m=ab-*}:go, /m/xab-x:go, false",
  })
  void covers_pathsOfTheSameShape(String pattern, String path, boolean covered) {
    assertThat(new PathPattern(pattern).covers(path, 0)).isEqualTo(covered);
  }

  @Test
  void follow_captures_decoded() {
    Map<String, String> captured = new HashMap<>();

    new PathPattern("/model/{id}/invoke")
        .follow("/model/anthropic.claude-v1%3A0/invoke", 0, captured);

    assertThat(captured).containsExactly(Map.entry("id", "anthropic.claude-v1:0"));
  }

  @Test
  void follow_capturesSeveralSegments() {
    Map<String, String> captured = new HashMap<>();

    int end = new PathPattern("/{app**}/runs/{id}").follow("/o/a/b/c/runs/7/", 0, captured);

    assertThat(end).isEqualTo(15);
    assertThat(captured).containsOnly(Map.entry("app", "o/a/b/c"), Map.entry("id", "7"));
  }

  @Test
  void follow_captureOfCertainValues_isTheWholeValue() {
    Map<String, String> captured = new HashMap<>();

    new PathPattern("/m/x-{model=imagen-*}:go").follow("/m/x-imagen-4:go", 0, captured);

    assertThat(captured).containsExactly(Map.entry("model", "imagen-4"));
  }

  @Test
  void order_putsTheMoreSpecificFirst() {
    List<PathPattern> patterns =
        List.of("/a/**", "/{a**}", "/a/{id}", "/a/{id=b*}", "/a/{id}:go", "/a/b", "/a/b/c").stream()
            .map(PathPattern::new)
            .sorted()
            .toList();

    assertThat(patterns.stream().map(p -> p.follow("/a/b/c", 0)))
        .containsExactly(6, 4, -1, 4, 4, 6, 6);
  }
}
