package io.costspan.it.traced;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Objects;

/**
 * Observes calls as LangChain4j's module for observations does: under the name of that module's
 * observations, whose scope is opened before the request and closed with the response.
 */
record ObservingListener(ObservationRegistry observations) implements ChatModelListener {
  private static final String SCOPE = "scope";

  @Override
  public void onRequest(ChatModelRequestContext request) {
    Observation observation =
        Observation.start("gen_ai.client.operation.duration", observations)
            .contextualName("chat " + request.chatRequest().modelName());
    request.attributes().put(SCOPE, observation.openScope());
  }

  @Override
  public void onResponse(ChatModelResponseContext response) {
    stop(response.attributes());
  }

  @Override
  public void onError(ChatModelErrorContext error) {
    stop(error.attributes());
  }

  private static void stop(Map<Object, Object> attributes) {
    Observation.Scope scope = (Observation.Scope) Objects.requireNonNull(attributes.remove(SCOPE));
    Observation observation = scope.getCurrentObservation();
    scope.close();
    observation.stop();
  }
}
