package io.costspan.it.neighbours;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.launch.Framework;

/** Starts Felix with one bundle, and stops it. Arguments: the bundle, a folder to work in. */
final class FelixProgram {
  private FelixProgram() {}

  public static void main(String[] arguments) throws Exception {
    Framework felix =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", arguments[1]));
    felix.start();
    felix.getBundleContext().installBundle(Path.of(arguments[0]).toUri().toString()).start();
    felix.stop();
    felix.waitForStop(0);
  }
}
