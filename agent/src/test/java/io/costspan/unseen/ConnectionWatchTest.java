package io.costspan.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.health.Faults;
import io.costspan.wire.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a host of its own, because a warning is given once. */
class ConnectionWatchTest {
  private static final String ENGINE = "javax.net.ssl.SSLEngine.<init>";
  private static final String NAME = "javax.net.ssl.SNIHostName.<init>";
  private static final String AWS_OPTIONS = "software.amazon.awssdk.crt.http.Options.withUri";
  private static final String[] NETTY = {ENGINE, "io.netty.handler.ssl.A.b", "io.grpc.C.d"};
  private static final String[] OKHTTP = {NAME, "sun.security.ssl.A.b", "okhttp3.internal.C.d"};

  private final AtomicInteger found = new AtomicInteger();
  private final ConnectionWatch watch = new ConnectionWatch(() -> null, found::incrementAndGet);
  private final long now = System.nanoTime();
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed));
    watch.know((host, port) -> host.endsWith(".ai"));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
  }

  @Test
  void judge_clientThatIsNotWatched_isSaidOnceAndCountedEachTime() {
    add("One.ai", 0, NETTY);
    add("one.ai", 0, NETTY);
    watch.judge(now);

    assertThat(printed.toString())
        .containsOnlyOnce("one.ai is connected to by gRPC, which is not watched")
        .contains("unseen=false turns this warning off");
    assertThat(Unseen.notes()).contains("one.ai: 2 connections, no call seen (gRPC)");
    assertThat(found).hasPositiveValue();
  }

  @Test
  void judge_clientThatIsWatched_hasTimeForACall() {
    add("two.ai", 0, OKHTTP);
    watch.judge(now + seconds(44));
    assertThat(said("two.ai")).isFalse();

    Visits.note("two.ai");
    watch.judge(now + seconds(46));
    assertThat(said("two.ai")).isFalse();
  }

  @Test
  void judge_clientThatIsWatched_withoutACall_isSaidWithinAMinute() {
    add("three.ai", 0, OKHTTP);
    watch.judge(now);
    watch.judge(now + seconds(46));

    assertThat(printed.toString()).contains("three.ai is connected to by OkHttp without a call");
  }

  @Test
  void judge_moreConnectionsThanAreKept_areCountedAsFaults() {
    long before = Faults.counts().getOrDefault("connections_full", 0L);
    for (int i = 0; i < 70; i++) {
      add("many" + i + ".ai", 0, OKHTTP);
    }
    watch.judge(now);

    assertThat(Faults.counts().getOrDefault("connections_full", 0L) - before).isEqualTo(6);
  }

  @Test
  void judge_callUnderWay_explainsTheConnection() {
    Visits.note("four.ai");
    add("four.ai", 0, OKHTTP);
    watch.judge(now + seconds(46));

    assertThat(said("four.ai")).isFalse();
  }

  @Test
  void judge_callOfAnotherClient_doesNotExcuseOneThatIsNotWatched() {
    Visits.note("five.ai");
    add("five.ai", 0, NETTY);
    watch.judge(now);

    assertThat(said("five.ai")).isTrue();
  }

  @Test
  void judge_engineAndItsName_areOneConnection() {
    add("six.ai", 0, NETTY);
    add("six.ai", 0, NAME, "io.grpc.C.d");
    add("six.ai", 0, NAME, "sun.security.ssl.SSLEngineImpl.<init>");
    add("six.ai", 3, NAME, "sun.security.util.HostnameChecker.matchDNS", "com.corp.Pool.run");
    watch.judge(now);

    assertThat(Unseen.notes()).contains("six.ai: 1 connection, no call seen (gRPC)");
  }

  @Test
  void judge_checkOfACertificateAlone_isAConnection() {
    add("seven.ai", 0, NAME, "sun.security.util.HostnameChecker.isMatched", "com.corp.Probe.run");
    watch.judge(now);

    assertThat(Unseen.notes()).contains("seven.ai: 1 connection, no call seen (com.corp.Probe)");
  }

  @Test
  void judge_nettyAlone_isNamed() {
    add("eight.ai", 0, ENGINE, "io.netty.handler.ssl.A.b", "java.lang.Thread.run");
    watch.judge(now);

    assertThat(Unseen.notes()).contains("eight.ai: 1 connection, no call seen (Netty)");
  }

  @Test
  void judge_nativeCodeOfAws_isWatchedIfTheSdkCallsIt() {
    add("crt.ai", 0, AWS_OPTIONS, "com.acme.Own.call");
    add("sdk.ai", 0, AWS_OPTIONS, "software.amazon.awssdk.http.crt.A.b", "com.acme.Own.call");
    watch.judge(now);

    assertThat(printed.toString())
        .contains("crt.ai is connected to by AWS CRT, which is not watched");
    assertThat(said("sdk.ai")).isFalse();
  }

  @Test
  void close_clientThatIsWatched_isSaidAtOnceBecauseNoCallCanFollow() {
    add("nine.ai", 0, OKHTTP);
    watch.close();

    assertThat(said("nine.ai")).isTrue();
  }

  @Test
  void accept_otherHost_allocatesNothing() {
    assertThat(Allocation.least(1_000, () -> watch.accept("www.example.com", 443))).isZero();
    assertThat(found).hasValue(0);
  }

  private void add(String host, long afterSeconds, String... frames) {
    Throwable place = new Throwable();
    StackTraceElement[] stack = new StackTraceElement[frames.length];
    for (int i = 0; i < frames.length; i++) {
      int dot = frames[i].lastIndexOf('.');
      stack[i] =
          new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), null, 1);
    }
    place.setStackTrace(stack);
    watch.add(new Connection(host, -1, now + seconds(afterSeconds), 1, place));
  }

  private boolean said(String host) {
    return printed.toString().contains(host);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
