package io.costspan.it.look;

import io.costspan.it.OneCallApp;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Makes a call, starts the server of beans and prints the attributes of the agent's. */
final class BeanApp {
  private BeanApp() {}

  /** The URL. */
  public static void main(String[] arguments) throws Exception {
    OneCallApp.main(arguments);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.costspan:type=Costspan");
    while (!server.isRegistered(name) || !isRated(server, name)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    for (var attribute : server.getMBeanInfo(name).getAttributes()) {
      Object value = server.getAttribute(name, attribute.getName());
      String text = value instanceof String[] texts ? Arrays.toString(texts) : value.toString();
      System.out.println(attribute.getName() + " = " + text + (attribute.isWritable() ? "!" : ""));
    }
  }

  private static boolean isRated(MBeanServer server, ObjectName name) throws Exception {
    return server.getAttribute(name, "CallsRated").equals(1L);
  }
}
