package io.costspan.it.quarkuslangchain;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;

/** Answers at once. */
@RegisterAiService
interface Assistant {
  String ask(@UserMessage String question);
}
