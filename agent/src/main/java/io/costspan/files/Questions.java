package io.costspan.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the same question of several files, each on a thread of its own. A file that does not answer
 * in time is not asked again; the next time, its pending answer is awaited. Not thread-safe.
 */
public final class Questions<T> {
  private final Map<Path, CompletableFuture<T>> open = new HashMap<>();

  /** Asks the question, unless an answer is already pending. */
  public void begin(Path file, Callable<T> question) {
    asked(file, question);
  }

  private CompletableFuture<T> asked(Path file, Callable<T> question) {
    return open.computeIfAbsent(file, asked -> FileThreads.ask(question));
  }

  /**
   * Waits for the answer. Asks the question first if that has not been done.
   *
   * @throws UnansweredException if there is none before the deadline
   */
  public T answer(Path file, Callable<T> question, Deadline deadline) throws IOException {
    CompletableFuture<T> answer = asked(file, question);
    try {
      return FileThreads.await(answer, deadline);
    } finally {
      if (answer.isDone()) {
        open.remove(file);
      }
    }
  }

  /** Whether an answer has arrived after the wait for it had ended. */
  public boolean hasNews() {
    return open.values().stream().anyMatch(CompletableFuture::isDone);
  }
}
