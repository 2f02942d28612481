package io.costspan.files;

import io.costspan.health.OwnThreads;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that open the user's files. A mount that hangs or a pipe that nobody writes to blocks
 * one of them forever; the others continue.
 */
final class FileThreads {
  private static final int LIMIT = 8;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          LIMIT,
          LIMIT,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> OwnThreads.daemon("costspan-file", work));

  static {
    THREADS.allowCoreThreadTimeOut(true);
  }

  private FileThreads() {}

  /** Runs the question on one of the threads. */
  static <T> CompletableFuture<T> ask(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  /**
   * Waits for an answer.
   *
   * @throws UnansweredException if there is none before the deadline
   */
  static <T> T await(CompletableFuture<T> answer, Deadline deadline) throws IOException {
    try {
      return answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnansweredException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnansweredException();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException failure ? failure : new IOException(cause);
    }
  }
}
