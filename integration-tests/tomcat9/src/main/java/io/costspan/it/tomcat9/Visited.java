package io.costspan.it.tomcat9;

import io.costspan.it.calls.Visits;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat with a servlet that makes calls when it is visited, and nothing of OpenTelemetry's.
 * Arguments: the URL of the operation, and a folder for Tomcat.
 */
public final class Visited extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Visits visits;

  private Visited(Visits visits) {
    this.visits = visits;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[1]);
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    Context root = tomcat.addContext("", null);
    Tomcat.addServlet(root, "visited", new Visited(new Visits(arguments[0])));
    root.addServletMappingDecoded("/*", "visited");
    tomcat.getConnector();
    tomcat.start();
    try {
      Visits.begin(tomcat.getConnector().getLocalPort());
    } finally {
      System.exit(0);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    visits.serve(request.getRequestURI().substring(1));
    response.getWriter().write("bye");
  }
}
