package io.costspan.it.tomcat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat with a servlet that makes two calls on its thread and one on another, and nothing of
 * OpenTelemetry's. Arguments: the URL of the operation, and a folder for Tomcat. Visits itself
 * until the agent says that it knows of requests, and then once more.
 */
public final class Visits extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String url;

  private Visits(String url) {
    this.url = url;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[1]);
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    Context root = tomcat.addContext("", null);
    Tomcat.addServlet(root, "visits", new Visits(arguments[0]));
    root.addServletMappingDecoded("/*", "visits");
    tomcat.getConnector();
    tomcat.start();
    String own = "http://localhost:" + tomcat.getConnector().getLocalPort() + "/";
    try {
      do {
        get(own + "early");
      } while (!summary().matches(".*in servlet requests [1-9].*"));
      get(own + "late");
      System.out.println(summary());
    } finally {
      System.exit(0);
    }
  }

  private static String summary() throws JMException {
    try {
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("io.costspan:type=Costspan"), "Requests"));
    } catch (InstanceNotFoundException notYet) {
      return "";
    }
  }

  private static void get(String url) throws Exception {
    CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String visit = request.getRequestURI().substring(1);
    ask(visit);
    ask(visit);
    CompletableFuture.runAsync(() -> ask("elsewhere")).join();
    response.getWriter().write("bye");
  }

  private void ask(String visit) {
    try {
      CLIENT.send(
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .header("X-Visit", visit)
              .POST(BodyPublishers.ofString("{\"model\": \"gpt-4o\", \"messages\": []}"))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
