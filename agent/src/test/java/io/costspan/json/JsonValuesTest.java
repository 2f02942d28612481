package io.costspan.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonValuesTest {
  @Test
  void each_lines_areValues() throws IOException {
    assertThat(ids("{\"id\": 1}\n{\"id\": 2}\n")).containsExactly("1", "2");
  }

  @Test
  void each_list_isItsItems() throws IOException {
    assertThat(ids("[{\"id\": 1}, {\"id\": 2}]")).containsExactly("1", "2");
  }

  @Test
  void each_page_isItsItemsAndWhatElseItHas() throws IOException {
    assertThat(ids("{\"data\": [{\"id\": 1}, {\"id\": 2}], \"id\": \"page\"}"))
        .containsExactly("1", "2", "page");
  }

  @Test
  void each_listOfPages_isTheItemsOfAll() throws IOException {
    assertThat(ids("[{\"data\": [{\"id\": 1}], \"id\": \"a\"}, {\"data\": [], \"id\": \"b\"}]"))
        .containsExactly("1", "a", "b");
  }

  @Test
  void each_valueKnowsItsLine() throws IOException {
    List<Integer> lines = new ArrayList<>();
    JsonValue.each("file", in("{\"data\": [\n{},\n{}]}"), value -> lines.add(value.line()));

    assertThat(lines).containsExactly(2, 3, 1);
  }

  @Test
  void each_textThatIsNoObject_isRefused() {
    assertThatThrownBy(() -> ids("7"))
        .hasMessage("file, line 1: expected an object {...} or a list [...]");
    assertThatThrownBy(() -> ids("{\"id\": 1}\n{\"id\": "))
        .hasMessageContaining("line 2: not JSON");
    assertThatThrownBy(() -> ids("{\"data\": [{\"id\": 1}")).hasMessageContaining("not JSON");
  }

  private static List<String> ids(String text) throws IOException {
    List<String> ids = new ArrayList<>();
    JsonValue.each("file", in(text), value -> ids.add(value.need("id").scalar()));
    return ids;
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
