package io.costspan.it.quarkuslangchain;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;

/** Asks a model that refuses. */
@RegisterAiService(modelName = "refused")
interface RefusedAssistant {
  String ask(@UserMessage String question);
}
