package io.costspan.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // replaces the default of the JVM
class TrustTest {
  @Test
  void of_noFile_leavesTheDefaultContextToTheApplication() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(new Untouchable());
    try {
      assertThat(Trust.of(Optional.empty()).getSupportedCipherSuites()).isNotEmpty();
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void secure_applicationTrustsAnybody_usesNeitherItsContextNorItsVerifier() throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection) new URL("https://localhost:1/").openConnection();
    SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    SSLContext contextBefore = SSLContext.getDefault();
    SSLContext.setDefault(new Untouchable());
    try {
      Trust.secure(connection, null);
    } finally {
      SSLContext.setDefault(contextBefore);
    }

    assertThat(connection.getSSLSocketFactory()).isNotSameAs(before);
    assertThat(connection.getHostnameVerifier().verify("localhost", null)).isFalse();
  }

  @Test
  void secure_twice_letsConnectionsBeReused() throws Exception {
    assertThat(secured().getSSLSocketFactory()).isSameAs(secured().getSSLSocketFactory());
  }

  private static HttpsURLConnection secured() throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) new URL("https://localhost:1/").openConnection();
    Trust.secure(connection, null);
    return connection;
  }

  /** The context of an application, which the agent must not use. */
  private static final class Untouchable extends SSLContext {
    Untouchable() {
      super(new Spi(), null, "TLS");
    }
  }

  private static final class Spi extends SSLContextSpi {
    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw new AssertionError("the application's context was used");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new AssertionError("the application's context was used");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw new AssertionError("the application's context was used");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw new AssertionError("the application's context was used");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw new AssertionError("the application's context was used");
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw new AssertionError("the application's context was used");
    }
  }
}
