package io.costspan.it.pages;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The image that a Dockerfile describes, made without Docker: each instruction in a folder. */
final class Dockerfile {
  private final Root root = new Root();
  private final Map<String, String> environment = new HashMap<>();
  private final Path context;
  private List<String> entryPoint = List.of();
  private String user = "0";

  /**
   * Carries out the instructions.
   *
   * @param context the folder that {@code COPY} copies from
   */
  Dockerfile(String text, Path context) throws IOException, InterruptedException {
    this.context = context;
    for (String line : text.lines().toList()) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ", 2);
        carryOut(words[0], words[1]);
      }
    }
  }

  private void carryOut(String instruction, String rest) throws IOException, InterruptedException {
    switch (instruction) {
      case "FROM" -> {}
      case "COPY" -> copy(rest.split(" "));
      case "ENV" -> environment.put(rest.split("=")[0], root.in(rest.split("=", 2)[1]));
      case "USER" -> user = rest;
      case "RUN" -> root.run(rest);
      case "ENTRYPOINT" -> entryPoint = List.of(new ObjectMapper().readValue(rest, String[].class));
      default -> throw new AssertionError("Not carried out: " + instruction);
    }
  }

  private void copy(String[] fromTo) throws IOException {
    Path to = root.path(fromTo[1]);
    Files.createDirectories(to.getParent());
    Files.copy(context.resolve(fromTo[0]), to);
  }

  Root root() {
    return root;
  }

  /** Whose processes run in a container of the image. */
  String user() {
    return user;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What a container of the image runs, as a line for a shell. */
  String entryPoint() {
    return root.in(String.join(" ", entryPoint));
  }
}
