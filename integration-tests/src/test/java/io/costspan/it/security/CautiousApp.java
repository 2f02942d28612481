package io.costspan.it.security;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Makes one call with secrets, then looks at its own JVM. Arguments: the base URL; the secret,
 * spelt backwards so that its text is nowhere before the call; what to look at: {@code ports},
 * {@code connections}, or the file for a heap dump.
 */
final class CautiousApp {
  private static final Set<String> CONNECTIONS = new ConcurrentSkipListSet<>();

  private CautiousApp() {}

  public static void main(String[] arguments) throws Exception {
    ProxySelector.setDefault(new Recorder());
    call(arguments[0], arguments[1]);
    switch (arguments[2]) {
      case "ports" -> System.out.println("listening " + listening());
      case "connections" -> {
        while (CONNECTIONS.size() < 2) {
          Thread.sleep(20);
        }
        System.out.println("connections " + CONNECTIONS);
      }
      default -> dump(arguments[2]);
    }
  }

  private static void call(String url, String backwards) throws Exception {
    String secret = new StringBuilder(backwards).reverse().toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions?token=" + secret))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + secret)
            .POST(
                BodyPublishers.ofString(
                    "{\"model\":\"gpt-4o\",\"user\":\""
                        + secret
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + secret
                        + "\"}]}"))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode());
  }

  /** This process' own sockets that listen. */
  private static long listening() throws IOException {
    List<String> own;
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      own = files.map(CautiousApp::target).filter(name -> name.startsWith("socket:")).toList();
    }
    long count = 0;
    for (String table : new String[] {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] words = line.trim().split("\\s+");
        boolean listens = words[3].equals("0A");
        if (listens && own.contains("socket:[" + words[9] + "]")) {
          count++;
        }
      }
    }
    return count;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static boolean isClientAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("HttpClient-"));
  }

  private static void dump(String file) throws Exception {
    // Buffers of the client's last as long as its threads.
    for (int i = 0; i < 200 && (i < 20 || isClientAlive()); i++) {
      System.gc();
      Thread.sleep(50);
    }
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
  }

  /** Asked before each connection, of the client that makes the call as well. */
  private static final class Recorder extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      CONNECTIONS.add(uri.getHost() + ":" + uri.getPort());
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException error) {}
  }
}
