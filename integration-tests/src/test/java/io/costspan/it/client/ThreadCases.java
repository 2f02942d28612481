package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.client.Client.Call;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Limit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that call, and what is done to them. */
final class ThreadCases {
  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;
  private static final int WAITING_MILLIS = 500;

  private final Cases cases;
  private final Server server;
  private final Set<Limit> limits;

  ThreadCases(Cases cases, Server server, Set<Limit> limits) {
    this.cases = cases;
    this.server = server;
    this.limits = limits;
  }

  Map<String, Case> all() {
    Map<String, Case> all = new TreeMap<>();
    all.put("thread", this::showThread);
    all.put("interrupt", this::beInterruptedWhileWaiting);
    if (limits.contains(Limit.CONNECT)) {
      all.put("interrupted", this::callAlthoughInterrupted);
    }
    if (Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS) {
      all.put("virtual-threads", this::callOnVirtualThreads);
    }
    return all;
  }

  private void showThread() throws Exception {
    Thread caller = Thread.currentThread();
    Thread.currentThread().setName("caller");
    Cases.readAll(cases.chat("thread").send());
    line(caller + " " + caller.isDaemon() + " " + caller.isInterrupted());
    line(caller.getContextClassLoader() == ThreadCases.class.getClassLoader());
    line(caller.getUncaughtExceptionHandler() == caller.getThreadGroup());
  }

  /**
   * Some clients give up at once, others when they look again, others never; what those do that
   * look again is chance.
   */
  private void beInterruptedWhileWaiting() throws Exception {
    Thread caller = Thread.currentThread();
    CountDownLatch noticed = new CountDownLatch(1);
    Thread interrupter =
        new Thread(
            () -> {
              try {
                server.awaitArrival("interrupt");
                caller.interrupt();
                noticed.await(WAITING_MILLIS, TimeUnit.MILLISECONDS);
                server.acknowledge("interrupt");
              } catch (Exception e) {
                line("interrupting threw " + e);
              }
            });
    interrupter.start();
    try {
      Cases.length(cases.chat("interrupt").send());
    } catch (Exception interrupted) {
      // Or not.
    }
    line("interrupted: " + Thread.interrupted());
    noticed.countDown();
    interrupter.join();
  }

  private void callAlthoughInterrupted() throws Exception {
    Call call =
        cases.prepare(
            cases.ask("interrupted", server.deafUrl()).within(Limit.CONNECT, Cases.SHORT_MILLIS));
    Thread.currentThread().interrupt();
    send(call);
  }

  private static void send(Call call) throws Exception {
    try {
      line("length " + Cases.length(call.send()));
    } catch (Exception e) {
      line("threw " + e.getClass());
    } finally {
      line("interrupted: " + Thread.interrupted());
    }
  }

  private void callOnVirtualThreads() throws Exception {
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    Cases.callManyTimesAtOnce(threads, () -> cases.chat("virtual-threads"));
  }
}
