package io.costspan.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * One question to many files, each on a thread of its own. A file that does not answer in time is
 * not asked anew but waited for again when the question comes up the next time. Not thread-safe.
 */
public final class Questions<T> {
  private final Map<Path, CompletableFuture<T>> open = new HashMap<>();

  /** Asks, unless an answer is awaited already. */
  public void begin(Path file, Callable<T> question) {
    asked(file, question);
  }

  private CompletableFuture<T> asked(Path file, Callable<T> question) {
    return open.computeIfAbsent(file, asked -> FileThreads.ask(question));
  }

  /**
   * Waits for the answer; asks, where that was not begun.
   *
   * @throws UnansweredException if there is none in time
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

  /** Whether an answer came that was not waited for any more. */
  public boolean hasNews() {
    return open.values().stream().anyMatch(CompletableFuture::isDone);
  }
}
