package io.costspan.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapOutputStreamTest {
  private final List<String> events = new ArrayList<>();
  private final RecordingTap tap = new RecordingTap("body", events);

  @Test
  void write_anyWay_passesOnAndShowsEachByteOnce() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    TapOutputStream out = new TapOutputStream(target, tap);

    out.write('0');
    out.write("123".getBytes(UTF_8));
    out.write("x456x".getBytes(UTF_8), 1, 3);
    out.close();

    assertThat(target.toString(UTF_8)).isEqualTo("0123456");
    assertThat(tap.seen()).isEqualTo("0123456");
    assertThat(events).isEmpty();
  }
}
