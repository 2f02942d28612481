package io.costspan.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.bootstrap.Dispatcher;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.instrument.sample.SampleInstrumentation;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Weaving and linking, on a client of our own in throw-away loaders. */
class WeavingTest {
  private static final int MAJOR_VERSION = 7;

  public static final class Client {
    public static String call(String text) {
      if (text.contains("fail")) {
        throw new IllegalArgumentException(text);
      }
      return "called " + text;
    }
  }

  @BeforeAll
  static void installLinker() {
    Log.setLevel(Log.Level.OFF);
    new Dispatcher()
        .accept(
            new Linker(
                new LateStart() {
                  @Override
                  public void unwatchedClientAppears() {}

                  @Override
                  public void begin() {}

                  @Override
                  public void awaitGate() {}

                  @Override
                  public @Nullable ObjIntConsumer<@Nullable String> connections() {
                    return null;
                  }

                  @Override
                  public void comeLate() {}

                  @Override
                  public void beansAppear() {}
                }),
            null);
  }

  @AfterAll
  static void restoreLog() {
    Log.setLevel(Log.Level.WARN);
  }

  @Test
  void call_adviceReplaces_argumentAndResultAreReplaced() {
    assertThat(woven("Replacing").call("a")).isEqualTo("called replaced a, call 1");
  }

  @Test
  void call_adviceReturnsNull_nothingIsReplaced() {
    assertThat(woven("Replacing").call("keep")).isEqualTo("called keep");
  }

  @Test
  void call_clientThrows_adviceSeesItAndApplicationToo() {
    assertThatThrownBy(() -> woven("Replacing").call("fail"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replaced fail");
    assertThat(System.getProperty("sample.thrown")).isEqualTo("replaced fail");
  }

  @Test
  void call_adviceThrows_countedAndUnseen() {
    long before = faults("advice");

    assertThat(woven("Failing").call("a")).isEqualTo("called a");

    assertThat(faults("advice")).isEqualTo(before + 2);
  }

  @Test
  void call_adviceReturnsAnotherType_resultStays() {
    assertThat(woven("ReturningNonsense").call("a")).isEqualTo("called a");
  }

  @Test
  void link_clientIsCalledMeanwhile_nestedCallPassesAndLaterOnesAreAdvised() {
    WovenLoader client = woven("Nested");
    AtomicReference<String> nested = new AtomicReference<>();
    System.getProperties().put("sample.nested", (Runnable) () -> nested.set(client.call("inner")));
    try {
      assertThat(client.call("outer")).isEqualTo("linked");
    } finally {
      System.getProperties().remove("sample.nested");
    }
    assertThat(nested).hasValue("called inner");
    assertThat(client.call("later")).isEqualTo("linked");
  }

  @Test
  void link_otherVersionOfClient_countedOnceAndClientWorks() {
    WovenLoader client = woven("Missing");
    long before = faults("link");

    assertThat(client.call("a")).isEqualTo("called a");
    assertThat(client.call("b")).isEqualTo("called b");

    assertThat(faults("link")).isEqualTo(before + 1);
  }

  @Test
  void link_twoLoaders_eachHasItsOwnAdvice() {
    woven("Replacing").call("a");

    assertThat(woven("Replacing").call("b")).endsWith("call 1");
  }

  @Test
  void link_loaderIsDropped_classesOfClientAreCollected() throws Exception {
    WeakReference<ClassLoader> dropped = callAndDrop();

    for (int attempt = 0; attempt < 100 && dropped.get() != null; attempt++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(dropped.get()).isNull();
  }

  @Test
  void weave_java6ClassFile_isRaisedAndRuns() {
    byte[] old = WovenLoader.bytes(OldClient.class);
    old[MAJOR_VERSION] = 50;

    assertThat(new WovenLoader(OldClient.class, client("Replacing"), old).call("a"))
        .isEqualTo("replaced a, call 1");
  }

  @Test
  void weave_java5ClassFile_isRefused() {
    byte[] old = WovenLoader.bytes(OldClient.class);
    old[MAJOR_VERSION] = 49;

    assertThatThrownBy(() -> new WovenLoader(OldClient.class, client("Replacing"), old))
        .hasMessageContaining("version 49");
  }

  /** Uses nothing that Java 6 did not have. */
  public static final class OldClient {
    public static String call(String text) {
      return text;
    }
  }

  private static WeakReference<ClassLoader> callAndDrop() {
    WovenLoader client = woven("Replacing");
    client.call("a");
    return new WeakReference<>(client);
  }

  private static WovenLoader woven(String advice) {
    return new WovenLoader(Client.class, client(advice));
  }

  private static ClientInstrumentation client(String advice) {
    return new SampleInstrumentation(advice);
  }

  private static long faults(String reason) {
    return Faults.counts().getOrDefault(reason, 0L);
  }
}
