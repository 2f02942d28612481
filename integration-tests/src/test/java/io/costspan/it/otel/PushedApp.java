package io.costspan.it.otel;

import io.costspan.it.OneCallApp;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a registry that pushes once a minute, as those of most vendors do, and closes it soon after a
 * call, as an application does whose context is closed before its JVM ends. Argument: the base URL.
 */
public final class PushedApp {
  private PushedApp() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Pushed registry = new Pushed();
    Metrics.addRegistry(registry);
    OneCallApp.main(new String[] {arguments[0]});
    while (registry.find("costspan.calls").functionCounters().isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    registry.close();
  }

  private static final class Pushed extends StepMeterRegistry {
    Pushed() {
      super(
          new StepRegistryConfig() {
            @Override
            public String prefix() {
              return "pushed";
            }

            @Override
            public String get(String key) {
              return null;
            }
          },
          Clock.SYSTEM);
    }

    @Override
    protected void publish() {
      for (Meter meter : getMeters()) {
        if (meter instanceof FunctionCounter counter) {
          System.out.println("pushed " + meter.getId().getName() + " " + counter.count());
        }
      }
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
      return TimeUnit.SECONDS;
    }
  }
}
