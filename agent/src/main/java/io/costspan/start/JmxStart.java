package io.costspan.start;

import io.costspan.health.OwnThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Registers the JMX bean once the application, or a tool that looks at it, has started the JVM's
 * own server of beans. The agent never starts it: some applications choose its class first.
 */
final class JmxStart {
  private static final int SECONDS = 60;

  private int tries;

  private JmxStart() {}

  /** Called when a class of such a server is being loaded, or may have been loaded before. */
  static void begin() {
    OwnThreads.loop("costspan-jmx", new JmxStart()::step).start();
  }

  private boolean step() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
    tries++;
    return !isRegistered() && tries < SECONDS;
  }

  /** The platform's server is the one in which the platform's own beans are. */
  private static boolean isRegistered() {
    try {
      ObjectName platform = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
      ObjectName own = new ObjectName(CostspanBean.NAME);
      for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
        if (server.isRegistered(platform)) {
          if (!server.isRegistered(own)) {
            server.registerMBean(new CostspanBean(), own);
          }
          return true;
        }
      }
      return false;
    } catch (JMException | SecurityException refused) {
      return true;
    }
  }
}
