package io.costspan.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What all rows share: the provider, the agents, the results. Runs in the root of the project. */
final class Lab {
  private static final Path CALLERS = Path.of("benchmarks/callers/target");
  private final Options options;
  private final StandIn provider = new StandIn();
  private final Results results = new Results();
  private final Path folder = Files.createTempDirectory("costspan-benchmarks");
  private final Agents agents;
  private final String libraries;

  Lab(Options options) throws IOException {
    this.options = options;
    agents = new Agents(options, CALLERS, folder, provider.url());
    libraries = Files.readString(Agents.existing(CALLERS.resolve("class-path.txt"))).strip();
  }

  Options options() {
    return options;
  }

  StandIn provider() {
    return provider;
  }

  Results results() {
    return results;
  }

  Agents agents() {
    return agents;
  }

  /** For files of children. */
  Path folder() {
    return folder;
  }

  /** Of the child's classes and its client, which is OkHttp 5 unless an SDK brings its own. */
  String classPath(String client) {
    return CALLERS.resolve("classes")
        + File.pathSeparator
        + (client.equals("okhttp") ? CALLERS.resolve("okhttp5") + "/*" : libraries);
  }

  /** The jar on the class path of the SDK whose name begins so. */
  String library(String name) {
    return Arrays.stream(libraries.split(File.pathSeparator))
        .filter(jar -> Path.of(jar).getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow();
  }
}
