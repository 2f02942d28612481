package io.costspan.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://prices.corp/ai.json",
        "HTTPS://prices.corp:8443/a/b?version=3",
        "http://localhost/p",
        "http://127.0.0.1:8080/p",
        "http://[::1]:8080/p"
      })
  void of_urlThatNobodyElseCanRead_isAUrl(String text) {
    assertThat(Location.of(text).url()).isEqualTo(URI.create(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/costspan", "prices.json", "a@b.json", "C:prices"})
  void of_anythingElse_isAPath(String text) {
    assertThat(Location.of(text).path()).isEqualTo(Path.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://prices.corp/ai.json",
        "http://localhost.evil.example/p",
        "http://128.0.0.1/p",
        "http://[::2]/p",
        "ftp://prices.corp/p",
        "file:///etc/prices.json",
        "https:///p"
      })
  void of_urlThatOthersCanRead_isRefused(String text) {
    assertThatThrownBy(() -> Location.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("use a path, or a URL that begins with https:// (or http://localhost)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://me:secret@prices.corp/p", "https://secret@prices.corp/p"})
  void of_urlWithPassword_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> Location.of(text))
        .message()
        .contains("password")
        .doesNotContain("secret");
    assertThat(Location.shown(text)).isEqualTo("https://prices.corp/p");
  }

  @Test
  void shown_hidesWhatMayBeAKey() {
    assertThat(Location.of("https://prices.corp/p@2.json?sig=secret#x"))
        .hasToString("https://prices.corp/p@2.json");
    assertThat(Location.shown("/a,https://u:se/cret@h/p?key=secret,https://h:1/p@1"))
        .isEqualTo("/a,https://h/p,https://h:1/p@1");
    assertThat(Location.shown("/what?.json")).isEqualTo("/what?.json");
  }

  @Test
  void of_spacesInAUrl_areRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> Location.of("https://prices.corp/a b?key=secret"))
        .hasMessage("the URL has characters that must be escaped");
  }
}
