package io.costspan.instrument;

import static io.costspan.instrument.MethodMatch.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.instrument.sample.SampleInstrumentation;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Weaving and linking, on a client of our own in throw-away loaders. */
class WeavingTest {
  private static final int MAJOR_VERSION = 7;
  private static final int JAVA_5 = 49;

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
    TestLinker.install();
  }

  @AfterAll
  static void restoreLog() {
    Log.setLevel(Log.Level.WARN);
  }

  @Test
  void call_adviceReplaces_argumentIsReplacedAndResultSeen() {
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
  void call_adviceRefuses_methodFailsBeforeItDoesAnything() {
    assertRefuses(woven("Refusing"));
  }

  @Test
  void call_adviceDoesNotRefuse_nothingIsDifferent() {
    assertThat(woven("Refusing").call("a")).isEqualTo("called a, seen");
    assertThat(woven("Refusing").call("keep")).isEqualTo("called keep");
    assertThatThrownBy(() -> woven("Refusing").call("fail"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void call_adviceRefusesInOldClassFiles_methodFails() {
    assertRefuses(old(JAVA_5, "Refusing"));
    assertRefuses(old(JAVA_5 + 1, "Refusing"));
    assertThat(old(JAVA_5, "Refusing").call("a")).isEqualTo("a, seen");
  }

  /** Without the advice at its end, which has nothing to end. */
  private static void assertRefuses(WovenLoader client) {
    System.clearProperty("sample.left");
    assertThatThrownBy(() -> client.call("refuse it"))
        .isInstanceOf(IOException.class)
        .hasMessage("refuse it");
    assertThat(System.getProperty("sample.left")).isNull();
  }

  @Test
  void call_adviceReturnsAnotherType_argumentStays() {
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
  void weave_classWithoutWhatEveryVersionHas_isRefused() {
    byte[] old = WovenLoader.bytes(OldClient.class);
    Hook hook = new Hook(named("gone"), "Replacing").in(OldClient.class.getName());

    assertThatThrownBy(() -> new WovenLoader(OldClient.class, () -> List.of(hook), old))
        .hasMessage("no place for Replacing in " + OldClient.class.getName());
  }

  @Test
  void weave_classWithWhatOtherVersionsHaveInstead_isWoven() {
    byte[] old = WovenLoader.bytes(OldClient.class);
    Hook hook =
        new Hook(named("gone"), "Replacing").in(OldClient.class.getName()).orElse(named("call"));

    assertThat(new WovenLoader(OldClient.class, () -> List.of(hook), old).call("a")).isEqualTo("a");
  }

  @Test
  void link_twoLoaders_eachHasItsOwnAdvice() {
    woven("Replacing").call("a");

    assertThat(woven("Replacing").call("b")).endsWith("call 1");
  }

  @Test
  void link_loaderIsDropped_classesOfClientAreCollected() throws Exception {
    assertCollected(callAndDrop(woven("Replacing")));
  }

  @Test
  void weave_java6ClassFile_isRaisedAndRuns() {
    assertThat(old(JAVA_5 + 1, "Replacing").call("a")).isEqualTo("replaced a, call 1");
  }

  @Test
  void weave_java5ClassFile_keepsItsVersionAndRuns() {
    WovenLoader client = old(JAVA_5, "Replacing");

    assertThat(client.call("a")).isEqualTo("replaced a, call 1");
    assertThat(client.call("b")).isEqualTo("replaced b, call 2");
    assertThat(old(JAVA_5, "Replacing").call("c")).endsWith("call 1");
  }

  @Test
  void weave_java5ClassFile_whatAdviceThrowsIsCountedAndUnseen() {
    long before = faults("advice");

    assertThat(old(JAVA_5, "Failing").call("a")).isEqualTo("a");

    assertThat(faults("advice")).isEqualTo(before + 2);
  }

  @Test
  void link_otherVersionOfJava5Client_countedOnceAndClientWorks() {
    WovenLoader client = old(JAVA_5, "Missing");
    long before = faults("link");

    assertThat(client.call("a")).isEqualTo("a");
    assertThat(client.call("b")).isEqualTo("b");

    assertThat(faults("link")).isEqualTo(before + 1);
  }

  @Test
  void link_loaderOfJava5ClientIsDropped_classesOfClientAreCollected() throws Exception {
    assertCollected(callAndDrop(old(JAVA_5, "Replacing")));
  }

  @Test
  void weave_olderClassFile_isRefused() {
    assertThatThrownBy(() -> old(JAVA_5 - 1, "Replacing")).hasMessageContaining("version 48");
  }

  private static WovenLoader old(int majorVersion, String advice) {
    byte[] old = WovenLoader.bytes(OldClient.class);
    old[MAJOR_VERSION] = (byte) majorVersion;
    return new WovenLoader(OldClient.class, client(advice), old);
  }

  /** Uses nothing that Java 6 did not have. */
  public static final class OldClient {
    public static String call(String text) {
      return text;
    }
  }

  private static WeakReference<ClassLoader> callAndDrop(WovenLoader client) {
    client.call("a");
    return new WeakReference<>(client);
  }

  private static void assertCollected(WeakReference<ClassLoader> dropped) throws Exception {
    for (int attempt = 0; attempt < 100 && dropped.get() != null; attempt++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(dropped.get()).isNull();
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
