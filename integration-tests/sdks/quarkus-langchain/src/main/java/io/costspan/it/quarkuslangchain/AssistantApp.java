package io.costspan.it.quarkuslangchain;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import io.costspan.it.apps.Transcript;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Asks a stand-in through AI services of Quarkus. The property {@code ai.url} is its URL. */
@QuarkusMain
public class AssistantApp implements QuarkusApplication {
  private static final String QUESTION = "What's 12 + 12?";
  private final Assistant assistant;
  private final StreamingAssistant streaming;
  private final RefusedAssistant refused;

  AssistantApp(Assistant assistant, StreamingAssistant streaming, RefusedAssistant refused) {
    this.assistant = assistant;
    this.streaming = streaming;
    this.refused = refused;
  }

  @Override
  @ActivateRequestContext
  public int run(String... arguments) {
    section("chat", () -> line(assistant.ask(QUESTION)));
    section(
        "chat, streamed",
        () -> streaming.ask(QUESTION).subscribe().asStream().forEach(Transcript::line));
    section("refused chat", () -> line(refused.ask(QUESTION)));
    return 0;
  }
}
