package io.costspan.it.quarkuslangchain;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.smallrye.mutiny.Multi;

/** Answers bit by bit. */
@RegisterAiService(modelName = "streamed")
interface StreamingAssistant {
  Multi<String> ask(@UserMessage String question);
}
