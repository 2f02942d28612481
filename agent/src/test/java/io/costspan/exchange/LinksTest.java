package io.costspan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.OwnThreads;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Links<String> links = new Links<>();

  @Test
  void find_objectsThatAreEqual_areToldApart() {
    String one = new String("key");
    String other = new String("key");
    links.put(one, "one");

    assertThat(links.find(one)).isEqualTo("one");
    assertThat(links.find(other)).isNull();
  }

  @Test
  void remove_oneOfManyInABucket_leavesTheOthers() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      keys.add(new Object());
      links.put(keys.get(i), "value " + i);
    }
    for (int i = 0; i < keys.size(); i += 2) {
      links.remove(keys.get(i));
      links.remove(keys.get(i));
    }

    for (int i = 0; i < keys.size(); i++) {
      assertThat(links.find(keys.get(i))).isEqualTo(i % 2 == 0 ? null : "value " + i);
    }
  }

  @Test
  void remove_theLast_leavesNothingToSearch() {
    Object key = new Object();
    links.put(key, "value");
    links.remove(key);
    assertThat(links.find(key)).isNull();
  }

  @Test
  void forget_whatIsForgottenAlready_leavesWhatIsKnownSince() {
    Object key = new Object();
    Links.Link<String> earlier = links.put(key, "earlier");
    earlier.forget();
    assertThat(links.find(key)).isNull();
    links.put(key, "later");

    earlier.forget();

    assertThat(links.find(key)).isEqualTo("later");
  }

  @Test
  void put_manyThreadsAtOnce_eachFindsItsOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Callable<Integer> work =
        () -> {
          int found = 0;
          for (int i = 0; i < 20_000; i++) {
            Object key = new Object();
            String value = Integer.toString(i);
            links.put(key, value);
            found += links.find(key) == value ? 1 : 0;
            links.remove(key);
            found += links.find(key) == null ? 1 : 0;
          }
          return found;
        };
    List<Future<Integer>> found = threads.invokeAll(List.of(work, work, work, work, work, work));
    threads.shutdown();

    for (Future<Integer> each : found) {
      assertThat(each.get()).isEqualTo(40_000);
    }
  }

  @Test
  void settleDropped_keyThatNobodyHolds_letsTheValueGo() throws Exception {
    FakeProvider provider = new FakeProvider();
    OpenExchanges underWay = new OpenExchanges();
    Exchanges exchanges = new Exchanges((host, port) -> provider, provider, underWay, name -> {});
    Links<Exchange> linked = new Links<>();
    linked.put(
        new Object(), exchanges.open(provider, Request.of("POST", "/v1/chat", Headers.NONE)));
    Thread settler = OwnThreads.loop("settler", underWay::settleDropped);
    settler.start();

    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (provider.ends.isEmpty() && System.nanoTime() < deadlineNanos) {
      System.gc();
    }
    settler.interrupt();
    settler.join();

    assertThat(provider.ends).hasSize(1);
  }

  /** As those of a client, and what our package for that client knows of them. */
  public static final class Thing {}

  private static final class ThingLoader extends ClassLoader {
    Object make() throws Exception {
      String name = Thing.class.getName();
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = LinksTest.class.getClassLoader().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        Class<?> known = findLoadedClass(name);
        Class<?> type = known == null ? defineClass(name, bytes, 0, bytes.length) : known;
        return type.getConstructor().newInstance();
      }
    }
  }

  @Test
  void settleDropped_loaderOfKeyAndValueIsDropped_itIsCollected() throws Exception {
    Links<Object> linked = new Links<>();
    WeakReference<ClassLoader> dropped = link(linked);
    Thread settler = OwnThreads.loop("settler", new OpenExchanges()::settleDropped);
    settler.start();

    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (dropped.get() != null && System.nanoTime() < deadlineNanos) {
      System.gc();
    }
    settler.interrupt();
    settler.join();

    assertThat(dropped.get()).isNull();
    assertThat(linked.find(new Object())).isNull();
  }

  private static WeakReference<ClassLoader> link(Links<Object> linked) throws Exception {
    ThingLoader loader = new ThingLoader();
    Object key = loader.make();
    linked.put(key, loader.make());
    assertThat(linked.find(key).getClass().getClassLoader()).isSameAs(loader);
    return new WeakReference<>(loader);
  }
}
