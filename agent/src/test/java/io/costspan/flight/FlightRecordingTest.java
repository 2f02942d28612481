package io.costspan.flight;

import static io.costspan.pipeline.CallFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
  @TempDir private Path folder;

  @Test
  void rated_blockedCall_isAnEventThatSaysWhatRefusedIt() throws IOException {
    RecordedEvent event = event(call("openai", "chat", "gpt-4o").blocked().build());

    assertThat(event.getString("rating")).isEqualTo("blocked");
    assertThat(event.getString("reason")).isEqualTo("budget");
    assertThat(event.getString("provider")).isEqualTo("openai");
    assertThat(event.getString("amount")).isEqualTo("0");
  }

  private RecordedEvent event(RatedCall call) throws IOException {
    Path file = folder.resolve("app.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.costspan.AiCall");
      recording.start();
      Recorded recorded = FlightRecording.inThisJvm().get();
      recorded.ended();
      recorded.rated(call);
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("io.costspan.AiCall"))
            .toList();
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
