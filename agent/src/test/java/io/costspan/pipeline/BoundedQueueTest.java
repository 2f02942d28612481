package io.costspan.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedQueueTest {
  private final BoundedQueue<String> queue = new BoundedQueue<>(100);

  @Test
  void offer_moreBytesThanThereIsRoomFor_isRefusedUntilSomeAreTaken() {
    assertThat(queue.offer("a", 60)).isTrue();
    assertThat(queue.offer("b", 41)).isFalse();
    assertThat(queue.offer("c", 40)).isTrue();

    assertThat(queue.poll()).isEqualTo("a");
    assertThat(queue.offer("d", 60)).isTrue();
    assertThat(queue.poll()).isEqualTo("c");
    assertThat(queue.poll()).isEqualTo("d");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void offer_byManyThreads_countsEveryByte() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(new Thread(() -> offerAndTake(taken)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    taken.addAndGet((int) queue.discard());

    assertThat(taken).hasPositiveValue();
    assertThat(queue.offer("all the room is back", 100)).isTrue();
  }

  private void offerAndTake(AtomicInteger taken) {
    for (int i = 0; i < 10_000; i++) {
      queue.offer("x", 7);
      if (i % 2 == 0 && queue.poll() != null) {
        taken.incrementAndGet();
      }
    }
  }
}
