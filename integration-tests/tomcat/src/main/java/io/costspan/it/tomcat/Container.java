package io.costspan.it.tomcat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat, with a servlet that deploys and undeploys a web application and passes questions on to
 * it. Arguments: the folder of the web application, and one for Tomcat.
 */
public final class Container extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String SHOP = "/shop";

  private final transient Tomcat tomcat;
  private final String folder;
  private final transient List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  private Container(Tomcat tomcat, String folder) {
    this.tomcat = tomcat;
    this.folder = folder;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[1]);
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    Context root = tomcat.addContext("", null);
    Tomcat.addServlet(root, "container", new Container(tomcat, arguments[0]));
    root.addServletMappingDecoded("/*", "container");
    tomcat.getConnector();
    tomcat.start();
    System.out.println("ready on port " + tomcat.getConnector().getLocalPort() + ".");
    tomcat.getServer().await();
  }

  @Override
  protected synchronized void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String answer =
        switch (request.getRequestURI()) {
          case "/deploy" -> deploy();
          case "/undeploy" -> undeploy();
          case "/loaders" -> loaders();
          default -> passOn(request);
        };
    response.getWriter().write(answer);
  }

  private String deploy() {
    Context deployed = tomcat.addWebapp(SHOP, folder);
    loaders.add(new WeakReference<>(deployed.getLoader().getClassLoader()));
    return deployed.getState().toString();
  }

  private String undeploy() {
    tomcat.getHost().removeChild(tomcat.getHost().findChild(SHOP));
    return "undeployed";
  }

  private String loaders() {
    System.gc();
    long alive = loaders.stream().filter(loader -> loader.get() != null).count();
    return alive + " of " + loaders.size();
  }

  private static String passOn(HttpServletRequest request) throws IOException {
    URI shop =
        URI.create(
            "http://localhost:"
                + request.getLocalPort()
                + SHOP
                + request.getRequestURI()
                + "?"
                + request.getQueryString());
    try (InputStream in = shop.toURL().openStream()) {
      return new String(in.readAllBytes(), "UTF-8");
    }
  }
}
