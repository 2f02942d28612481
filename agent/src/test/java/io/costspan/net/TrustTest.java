package io.costspan.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Proxy;
import java.net.URL;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Optional;
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
  void secure_applicationTrustsAnybody_usesItsContextNeitherToConnectNorToTrust() throws Exception {
    TlsConnection connection = new TlsConnection(new URL("https://localhost:1/"), Proxy.NO_PROXY);
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(new Untouchable());
    try {
      Trust.secure(connection, null);
      assertThatThrownBy(connection::getResponseCode).isInstanceOf(ConnectException.class);
    } finally {
      SSLContext.setDefault(before);
    }
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
