package io.costspan.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call that is none of ours costs its caller, through {@code java.net.http}. */
class JdkHttpAllocationIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void sendAsync_toNonAiHost_allocatesNotOneByteMore(Jdk jdk) {
    String without = program(jdk).run(Meter.class.getName()).transcript();
    String with = program(jdk).agent().run(Meter.class.getName()).transcript();

    assertThat(with).isEqualTo(without);
  }

  private static ChildJvm program(Jdk jdk) {
    return ChildJvm.on(jdk).jvm("-XX:TieredStopAtLevel=1").classPath(Build.testClasses());
  }

  /**
   * Prints the fewest bytes that the calling thread allocated for one call. The client works on
   * another thread, so that the caller's share is always the same; the second compiler stays off,
   * because it leaves out allocations as it sees fit.
   */
  static final class Meter {
    private static final int CALLS = 3_000;

    public static void main(String[] arguments) throws Exception {
      HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      var executor = Executors.newSingleThreadExecutor();
      HttpClient client = HttpClient.newBuilder().executor(executor).build();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/chat"))
              .build();
      System.out.println(fewestBytes(client, request));
      executor.shutdown();
      server.stop(0);
    }

    private static long fewestBytes(HttpClient client, HttpRequest request) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long fewest = Long.MAX_VALUE;
      for (int call = 0; call < CALLS; call++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        var future = client.sendAsync(request, BodyHandlers.discarding());
        fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        future.join();
      }
      return fewest;
    }
  }
}
