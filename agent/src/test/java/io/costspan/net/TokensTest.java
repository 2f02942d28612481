package io.costspan.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final URI A = URI.create("https://a.corp/prices.json");

  @TempDir private Path folder;

  @Test
  void of_urlOfThatServer_getsTheToken() throws IOException {
    Tokens tokens = tokens("secret==");

    assertThat(tokens.of(A)).isEqualTo("secret==");
    assertThat(tokens.of(URI.create("https://A.corp:443/other"))).isEqualTo("secret==");
  }

  @Test
  void of_anyOtherServer_getsNone() throws IOException {
    Tokens tokens = tokens("secret");

    assertThat(tokens.of(URI.create("https://b.corp/prices.json"))).isNull();
    assertThat(tokens.of(URI.create("https://a.corp.evil.example/"))).isNull();
    assertThat(tokens.of(URI.create("https://a.corp:8443/"))).isNull();
    assertThat(tokens.of(URI.create("http://a.corp:443/"))).isNull();
  }

  @Test
  void of_plainHttp_getsATokenOnThisMachineOnly() throws IOException {
    List<Tokens.Given> given =
        List.of(
            Tokens.Given.of("http://localhost:8080=secret"),
            new Tokens.Given(URI.create("http://a.corp"), "x"));
    Tokens tokens = Tokens.of(given, List.of(A));

    assertThat(tokens.of(URI.create("http://localhost:8080/p"))).isEqualTo("secret");
    assertThat(tokens.of(URI.create("http://a.corp/p"))).isNull();
    assertThatThrownBy(() -> Tokens.Given.of("http://a.corp=secret"))
        .hasMessage("use TOKEN, @FILE or https://HOST=TOKEN");
  }

  @Test
  void of_severalServers_eachHasItsOwn() throws IOException {
    URI b = URI.create("https://b.corp/p");
    Tokens tokens =
        Tokens.of(
            Stream.of("https://a.corp=one", "https://b.corp=two").map(Tokens.Given::of).toList(),
            List.of(A, b));

    assertThat(tokens.of(A)).isEqualTo("one");
    assertThat(tokens.of(b)).isEqualTo("two");
    assertThatThrownBy(() -> Tokens.of(List.of(Tokens.Given.of("secret")), List.of(A, b)))
        .message()
        .contains("it is not clear for which host", "https://HOST=TOKEN")
        .doesNotContain("secret");
  }

  @Test
  void of_file_isReadAgainEachTime() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    Tokens tokens = tokens("@" + file);

    assertThat(tokens.of(A)).isEqualTo("first");
    Files.writeString(file, "second");
    assertThat(tokens.of(A)).isEqualTo("second");
    Files.delete(file);
    assertThatThrownBy(() -> tokens.of(A)).hasMessageContaining(file + " cannot be read");
  }

  @Test
  void of_tokenThatNoHeaderCanHold_isNotShown() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "sec\nret");

    assertThatThrownBy(() -> tokens("@" + file).of(A))
        .message()
        .contains("visible ASCII")
        .doesNotContain("sec", "ret");
    assertThat(Tokens.Given.of("secret")).asString().doesNotContain("secret");
  }

  private static Tokens tokens(String given) {
    return Tokens.of(List.of(Tokens.Given.of(given)), List.of(A));
  }
}
