package io.costspan.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.costspan.it.calls.OwnSdk;
import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Reply;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls through each client, in a class loader of its own, twice: by a new connection and, where it
 * can be used again, by the same one. Each call is surrounded by a span {@code CLIENT/CASE}.
 */
final class SurroundedProgram {
  static final List<String> CASES = List.of("own", "json");

  /** By which the clients may reach the telemetry of the program. */
  private static final String TELEMETRY = "io.opentelemetry.";

  /** Behind the clients and all that is told of the server. */
  private static final int TELEMETRY_AT = 1 + Server.class.getRecordComponents().length;

  private static final long PAUSE_NANOS = 20_000_000;

  private SurroundedProgram() {}

  /**
   * Clients as {@code NAME=CLASS PATH} separated by semicolons; the {@link Server}; where telemetry
   * is sent to, unless the OpenTelemetry agent is there.
   */
  public static void main(String[] arguments) throws Exception {
    OpenTelemetrySdk sdk =
        arguments.length > TELEMETRY_AT ? register(arguments[TELEMETRY_AT]) : null;
    String[] clients = arguments[0].split(";");
    for (String client : clients) {
      String[] parts = client.split("=", 2);
      Class.forName(Calls.class.getName(), true, loader(parts[1]))
          .getMethod("make", String.class, String[].class)
          .invoke(null, parts[0], arguments);
    }
    awaitLines(Path.of(System.getProperty("costspan.ledger")), clients.length * CASES.size());
    if (sdk != null) {
      sdk.shutdown().join(10, SECONDS);
    }
    System.exit(0);
  }

  private static OpenTelemetrySdk register(String collector) {
    OpenTelemetrySdk sdk = OwnSdk.build(collector, Sampler.alwaysOn());
    GlobalOpenTelemetry.set(sdk);
    return sdk;
  }

  /** Some calls end a little later than the application has its reply. */
  private static void awaitLines(Path ledger, int calls) throws IOException {
    while (!Files.exists(ledger) || Files.readAllLines(ledger).size() < calls) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static ClassLoader loader(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.addAll(urls(Path.of(entry)));
    }
    return new URLClassLoader(urls.toArray(URL[]::new), new OnlyTelemetry());
  }

  private static List<URL> urls(Path entry) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    if (!entry.endsWith("*")) {
      urls.add(entry.toUri().toURL());
      return urls;
    }
    for (File jar : entry.getParent().toFile().listFiles()) {
      urls.add(jar.toURI().toURL());
    }
    return urls;
  }

  /** Sees the JDK and the program's telemetry, and nothing else of the program. */
  private static final class OnlyTelemetry extends ClassLoader {
    OnlyTelemetry() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(TELEMETRY)) {
        return SurroundedProgram.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /** Loaded once for each client. */
  public static final class Calls {
    private Calls() {}

    /** Makes them. */
    public static void make(String name, String[] arguments) throws Exception {
      Server server = Server.of(arguments, 1);
      Tracer tracer = GlobalOpenTelemetry.getTracer("shop");
      try (Client client = Clients.of(name, server)) {
        for (String of : CASES) {
          Span span = tracer.spanBuilder(name + "/" + of).startSpan();
          try (Scope scope = span.makeCurrent()) {
            System.out.println(name + " " + ask(client, of, server));
          } finally {
            span.end();
          }
        }
      }
    }

    private static String ask(Client client, String of, Server server) throws Exception {
      byte[] question = "{\"model\":\"gpt-4o-mini\"}".getBytes(UTF_8);
      Client.Content content = new Client.Content("application/json", question, false);
      Reply reply = client.prepare(Ask.of("POST", of, server.url() + Cases.PATH, content)).send();
      int length = reply.body().readAllBytes().length;
      reply.close();
      return reply.status() + " " + length;
    }
  }
}
