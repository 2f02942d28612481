package io.costspan.cli;

import io.costspan.health.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used, or not to its end. The message names the file and the location. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message of one line. */
  public InputException(String message) {
    super(Excerpt.ofMessage(message));
  }

  /** With a message of several lines. */
  InputException(List<String> messages) {
    super(
        messages.stream()
            .map(Excerpt::ofMessage)
            .collect(Collectors.joining(System.lineSeparator())));
  }
}
