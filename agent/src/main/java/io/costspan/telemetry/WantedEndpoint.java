package io.costspan.telemetry;

import io.costspan.health.Log;
import java.util.Optional;

/** The endpoint for Prometheus that the user asks for, which only the embedded SDK has. */
final class WantedEndpoint {
  private final Optional<Integer> port;
  private boolean said;

  /**
   * @param port empty if the user has given none
   */
  WantedEndpoint(Optional<Integer> port) {
    this.port = port;
  }

  /** Says once that it stays closed if metrics have another home. */
  synchronized void check(String home) {
    if (port.isPresent() && !said && !Found.isOfAgent(home)) {
      said = true;
      Log.warn(
          "prometheus.port="
              + port.get()
              + " opens no endpoint, because metrics go to the home "
              + home
              + "; scrape that one, or set telemetry=embedded");
    }
  }
}
