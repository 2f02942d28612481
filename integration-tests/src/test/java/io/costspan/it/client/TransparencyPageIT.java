package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each client's own figures are compared where its contract is tested. */
@Tag("transparency")
class TransparencyPageIT {
  private final TransparencyPage page = new TransparencyPage();

  @Test
  void page_total_isTheSumOfItsRows() {
    for (Map.Entry<Integer, Integer> total : page.total().entrySet()) {
      assertThat(page.figures().values().stream().mapToInt(row -> row.get(total.getKey())).sum())
          .isEqualTo(total.getValue());
    }
    assertThat(page.total()).hasSize(2);
  }

  @Test
  @Tag("long")
  void page_namesEveryClient() {
    assertThat(page.figures().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Library.values()).map(Library::client).toList());
  }
}
