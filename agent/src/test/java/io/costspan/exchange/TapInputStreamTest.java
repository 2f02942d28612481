package io.costspan.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapInputStreamTest {
  private final List<String> events = new ArrayList<>();
  private final RecordingTap tap = new RecordingTap("body", events);

  @ParameterizedTest
  @ValueSource(strings = {"single", "array", "part", "all", "n", "skip", "transfer"})
  void read_anyWay_showsEachByteOnce(String way) throws IOException {
    InputStream in = tapped(new ByteArrayInputStream("0123456789".getBytes(UTF_8)));

    switch (way) {
      case "single" -> {
        while (in.read() >= 0) {}
      }
      case "array" -> {
        while (in.read(new byte[3]) >= 0) {}
      }
      case "part" -> {
        while (in.read(new byte[9], 2, 4) >= 0) {}
      }
      case "all" -> assertThat(in.readAllBytes()).hasSize(10);
      case "n" -> assertThat(in.readNBytes(20)).hasSize(10);
      case "skip" -> {
        in.skipNBytes(10);
        assertThat(in.read()).isEqualTo(-1);
      }
      default -> in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    assertThat(tap.seen()).isEqualTo("0123456789");
    assertThat(events).containsOnly("body end");
  }

  @Test
  void read_againAfterReset_showsBytesOnce() throws IOException {
    InputStream in = tapped(new ByteArrayInputStream("0123456789".getBytes(UTF_8)));

    in.read(new byte[2]);
    in.mark(100);
    in.read(new byte[4]);
    in.reset();
    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("23456789");

    assertThat(tap.seen()).isEqualTo("0123456789");
  }

  @Test
  void read_sourceFails_throwsTheSameAndReports() {
    IOException failure = new IOException("broken");
    InputStream in = tapped(new FailingStream(failure));

    assertThatThrownBy(() -> in.read(new byte[1])).isSameAs(failure);
    assertThat(events).containsExactly("body fail " + failure);
  }

  @Test
  void close_beforeEnd_reportsEvenIfSourceFails() {
    IOException failure = new IOException("broken");
    InputStream in = tapped(new FailingStream(failure));

    assertThatThrownBy(in::close).isSameAs(failure);
    assertThat(events).containsExactly("body close");
  }

  private InputStream tapped(InputStream in) {
    return new TapInputStream(in, tap);
  }

  private static final class FailingStream extends InputStream {
    private final IOException failure;

    FailingStream(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      throw failure;
    }

    @Override
    public void close() throws IOException {
      throw failure;
    }
  }
}
