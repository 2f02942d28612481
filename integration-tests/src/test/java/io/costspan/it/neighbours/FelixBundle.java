package io.costspan.it.neighbours;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** {@link TwoCalls} as a bundle; the base URL is a system property. */
public final class FelixBundle implements BundleActivator {
  static final String URL = "ai.url";

  @Override
  public void start(BundleContext context) throws Exception {
    TwoCalls.main(new String[] {System.getProperty(URL)});
  }

  @Override
  public void stop(BundleContext context) {}
}
