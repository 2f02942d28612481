package io.costspan.telemetry;

import static io.costspan.telemetry.EmbeddedSdkTest.stderr;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.costspan.health.Faults;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QuietSenderTest {
  private static final byte[] MESSAGE = new byte[1_000_000];
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer collector;

  @BeforeEach
  void open() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.setExecutor(Executors.newCachedThreadPool());
    collector.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    collector.stop(0);
  }

  @Test
  @Timeout(60)
  void hurry_whileAMessageIsWritten_shortensTheWaitForItsReply() throws IOException {
    QuietSender sender = sender(exchange -> never());

    String printed = stderr(() -> send(sender, () -> sender.hurry(Duration.ofMillis(50))));

    assertThat(printed)
        .contains("does not accept metrics: no answer within 50 ms; losses are counted");
  }

  @Test
  @Timeout(60)
  void hurry_collectorThatAcceptsAndIsSilent_isAskedOnce() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    QuietSender sender =
        sender(
            exchange -> {
              asked.incrementAndGet();
              never();
            });
    long lostBefore = lost();

    sender.hurry(Duration.ofMillis(500));
    for (int i = 0; i < 3; i++) {
      send(sender);
    }

    assertThat(asked).hasValue(1);
    assertThat(lost() - lostBefore).isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void hurry_slowCollector_givesAllExportsTogetherOneLimit() throws IOException {
    QuietSender sender =
        sender(
            exchange -> {
              exchange.getRequestBody().readAllBytes();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
              answer(exchange);
            });
    long lostBefore = lost();

    sender.hurry(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      send(sender);
    }

    assertThat(lost() - lostBefore).isGreaterThanOrEqualTo(2);
  }

  @Test
  void send_message_isNotCopiedOnceItIsWritten() throws IOException {
    AtomicLong sending = new AtomicLong();
    QuietSender sender =
        sender(
            exchange -> {
              exchange.getRequestBody().readAllBytes();
              sending.set(allocatedBy("costspan-export"));
              answer(exchange);
            });
    long before = THREADS.getCurrentThreadAllocatedBytes();

    send(sender);

    long writing = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(writing).isBetween((long) MESSAGE.length, MESSAGE.length * 3L / 2);
    assertThat(sending.get()).isBetween(1L, MESSAGE.length / 2L);
  }

  private QuietSender sender(HttpHandler handler) {
    collector.createContext("/", handler);
    URI endpoint = URI.create("http://localhost:" + collector.getAddress().getPort() + "/");
    return new QuietSender(
        config(endpoint), Outage.METRICS, true, new Outage(endpoint.getAuthority()));
  }

  private static HttpSenderConfig config(URI endpoint) {
    Supplier<Map<String, String>> noHeaders = Map::of;
    return (HttpSenderConfig)
        Proxy.newProxyInstance(
            QuietSenderTest.class.getClassLoader(),
            new Class<?>[] {HttpSenderConfig.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getEndpoint" -> endpoint;
                  case "getTimeout" -> Duration.ofMinutes(10);
                  case "getContentType" -> "application/x-protobuf";
                  case "getHeadersSupplier" -> noHeaders;
                  default -> null;
                });
  }

  private static void send(QuietSender sender) {
    send(sender, () -> {});
  }

  private static void send(QuietSender sender, Runnable whileWriting) {
    sender.send(
        new MessageWriter() {
          @Override
          public void writeMessage(OutputStream out) throws IOException {
            whileWriting.run();
            out.write(MESSAGE);
          }

          @Override
          public int getContentLength() {
            return MESSAGE.length;
          }
        },
        response -> {},
        error -> {});
  }

  private void never() {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static long lost() {
    return Faults.counts().getOrDefault("metrics_not_exported", 0L);
  }

  private static long allocatedBy(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals(thread))
        .mapToLong(each -> THREADS.getThreadAllocatedBytes(each.getId()))
        .sum();
  }
}
