package io.costspan.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class HttpHeadTest {
  @Test
  void read_fields_areFoundInAnyCase() throws IOException {
    HttpHead head = HttpHead.read(in("HTTP/1.1 304 Not Modified\nETag:  \"1\" \nX:\n\n"));

    assertThat(head.status()).isEqualTo(304);
    assertThat(head.field("etag")).isEqualTo("\"1\"");
    assertThat(head.field("X")).isEmpty();
    assertThat(head.field("y")).isNull();
  }

  @Test
  void read_interimReply_isPassedOver() throws IOException {
    assertThat(HttpHead.read(in("HTTP/1.1 103 Early\nA: b\n\nHTTP/1.1 200 OK\n\n")))
        .satisfies(head -> assertThat(head.status()).isEqualTo(200))
        .satisfies(head -> assertThat(head.fields()).isEmpty());
  }

  @Test
  void read_somethingElse_hasNoStatus() throws IOException {
    assertThat(HttpHead.read(in("220 mail.example ESMTP\n")).status()).isEqualTo(-1);
    assertThatThrownBy(() -> HttpHead.read(in(""))).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> HttpHead.read(in("x".repeat(1 << 20)))).isInstanceOf(BadReply.class);
  }

  @Test
  void content_ofKnownLength_endsThere() throws IOException {
    assertThat(content("Content-Length: 3", "abcdef")).isEqualTo("abc");
    assertThat(content("Content-Length: 9", "abc")).as("cut").isEqualTo("abc");
  }

  @Test
  void content_ofUnknownLength_endsWithTheConnection() throws IOException {
    assertThat(content("X: y", "abcdef")).isEqualTo("abcdef");
  }

  @Test
  void content_inChunks_isJoined() throws IOException {
    String chunks = "3;name=value\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nnext";

    assertThat(content("Transfer-Encoding: Chunked", chunks)).isEqualTo("abc0123456789");
    assertThat(content("Transfer-Encoding: chunked", "0\r\n\r\n")).isEmpty();
  }

  @Test
  void content_brokenChunks_areRefused() {
    for (String chunks : new String[] {"3\r\nab", "x\r\nabc", "-1\r\n", "\r\n", ""}) {
      assertThatThrownBy(() -> content("Transfer-Encoding: chunked", chunks))
          .as(chunks)
          .isInstanceOf(IOException.class);
    }
  }

  private static String content(String field, String body) throws IOException {
    InputStream in = in("HTTP/1.1 200 OK\n" + field + "\n\n" + body);
    return new String(HttpHead.read(in).content(in).readAllBytes(), ISO_8859_1);
  }

  private static InputStream in(String text) {
    String lines = text.contains("\r") ? text : text.replace("\n", "\r\n");
    return new ByteArrayInputStream(lines.getBytes(ISO_8859_1));
  }
}
