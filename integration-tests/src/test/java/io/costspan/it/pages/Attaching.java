package io.costspan.it.pages;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Ledger;
import io.costspan.it.RunningJvm;
import io.costspan.it.Scratch;
import io.costspan.it.frameworks.WebApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where applications are started as {@code docs/attach.md} says, and ask a model once. */
final class Attaching implements AutoCloseable {
  static final String AGENT = "/opt/costspan/costspan-agent.jar";
  static final String APP = "/opt/shop/app.jar";
  static final Page PAGE = new Page("attach.md");

  private static final String ONE_CALL = "0.00472";

  private final AiStandIn standIn = AiStandIn.of("sdk");
  private final Path folder = Scratch.folder("attach");
  private final Path ledger = folder.resolve("ai.jsonl");

  /** Where what it starts does its work. */
  Path folder() {
    return folder;
  }

  /** The root of a machine that has the agent and that application. */
  static Root host(Path application) throws IOException {
    Root root = new Root();
    root.put(AGENT, Build.agentJar());
    root.put(APP, application);
    return root;
  }

  /** A jar of an application that asks what is typed. */
  Path app() throws IOException {
    Path jar = folder.resolve("app.jar");
    AppJar.make(jar);
    return jar;
  }

  /** With the address of the model, which any application needs, and no flag. */
  ChildJvm child() {
    String openAi = standIn.url() + "/openai/v1";
    return ChildJvm.onRunningJdk()
        .env("AI_URL", openAi)
        .env("COSTSPAN_ENDPOINTS", openAi + "=openai")
        .env("COSTSPAN_LEDGER", ledger);
  }

  /** Runs the lines; the application that they start is told to ask, and to end. */
  Finished call(ChildJvm child, String lines) {
    return call(child, lines, () -> {});
  }

  /** Does so, but waits for something before the end. */
  Finished call(ChildJvm child, String lines, Runnable beforeTheEnd) {
    try (RunningJvm app = child.startShell(folder, lines)) {
      ask(app);
      beforeTheEnd.run();
      app.endInput();
      Finished finished = app.await();
      finished.transcript();
      return finished;
    }
  }

  static void ask(RunningJvm app) {
    app.awaitStdout("ready");
    app.type("gpt-4o");
    app.awaitStdout("call 1\n");
  }

  void assertRated() {
    assertRated(ledger);
  }

  /** The shell that ran the lines may have ended before the application has. */
  static void assertRated(Path ledger) {
    WebApplication.await(
        "in the ledger",
        () -> Ledger.read(ledger).columns("amount").toString(),
        List.of(ONE_CALL).toString()::equals);
  }

  @Override
  public void close() {
    standIn.close();
  }
}
