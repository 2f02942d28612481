package io.costspan.provider;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * What listens at a host.
 *
 * @param port {@link #ANY_PORT}, or the only one
 * @param root the path before all bases, empty for a provider's own hosts
 * @param tls whether it speaks TLS
 * @param services reads the provider's files when first called
 */
record Site(int port, String root, boolean tls, Supplier<List<Service>> services) {
  static final int ANY_PORT = -1;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** A site at a URL that the user named, where the provider's own base path is optional. */
  static Site at(URI base, Supplier<List<Service>> services) {
    boolean tls = !"http".equalsIgnoreCase(base.getScheme());
    int scheme = tls ? HTTPS : HTTP;
    String path = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/+$", "");
    return new Site(base.getPort() < 0 ? scheme : base.getPort(), path, tls, services);
  }

  boolean accepts(int asked) {
    return port == ANY_PORT || port == asked || (asked < 0 && (port == HTTP || port == HTTPS));
  }

  /** Whether TLS may be spoken there; of a port that is not known (-1) it is assumed. */
  boolean acceptsTls(int asked) {
    return tls && (asked < 0 || port == ANY_PORT || port == asked);
  }

  /** The port for a call that names none. */
  int defaultPort() {
    return port == ANY_PORT ? HTTPS : port;
  }
}
