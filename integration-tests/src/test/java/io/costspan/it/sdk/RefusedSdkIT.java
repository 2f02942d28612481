package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.apps.RefusedChats;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SDK that repeats what fails with an {@code IOException}, against a spent budget. */
class RefusedSdkIT {
  private static final int MOST_CALLS = 20;

  @TempDir private static Path folder;

  @Test
  void openAi_budgetIsSpent_triesAgainAndTellsWhy() {
    Path file = folder.resolve("ledger.jsonl");
    try (AiStandIn standIn = AiStandIn.of("sdk")) {
      String openAi = standIn.url() + "/openai/v1";
      Finished finished =
          ChildJvm.on(Jdk.running())
              .classPath(Build.sdkClassPath())
              .agent()
              .property("costspan.ledger", file)
              .property("costspan.endpoints", openAi + "=openai")
              .property("costspan.telemetry", "none")
              .property("costspan.budget.tiny", "0.000001 USD/day")
              .property("costspan.budget.tiny.action", "block")
              .run(RefusedChats.class.getName(), openAi, MOST_CALLS);

      assertThat(finished.transcript())
          .contains("com.openai.errors.OpenAIIoException: ")
          .containsPattern("java\\.io\\.IOException: .*budget.*tiny.*0\\.000001 USD");
      List<String> calls = Ledger.read(file).columns("rating", "reason", "amount");
      List<String> blocked = calls.stream().filter(call -> call.startsWith("blocked")).toList();
      assertThat(blocked).hasSize(3).containsOnly("blocked budget 0");
      assertThat(standIn.requests()).hasSize(calls.size() - blocked.size());
      assertThat(finished.stderr()).contains("3 blocked: a budget was spent, so nothing was sent");
    }
  }
}
