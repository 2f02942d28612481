package io.costspan.net;

import io.costspan.files.Deadline;
import io.costspan.files.UserFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted: those in the user's file, or else those that the JDK trusts. */
public final class Trust {
  /** How long to wait for the file. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static @Nullable SSLSocketFactory ofJdk;

  private Trust() {}

  /**
   * Lets a connection trust what the JDK trusts, and show the certificate that the JVM's settings
   * name, whatever the application has made the default for its own connections.
   *
   * @param given a context that decides about certificates instead
   */
  public static void secure(TlsConnection connection, @Nullable SSLContext given)
      throws IOException {
    try {
      connection.setSockets(given == null ? ofJdk() : given.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IOException("the JDK's trust store or key store cannot be used", e);
    }
  }

  /** Always the same one, so that a handshake can resume the session of the one before. */
  private static synchronized SSLSocketFactory ofJdk()
      throws IOException, GeneralSecurityException {
    SSLSocketFactory known = ofJdk;
    if (known == null) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), null, null);
      known = context.getSocketFactory();
      ofJdk = known;
    }
    return known;
  }

  private static KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
    String file = System.getProperty("javax.net.ssl.keyStore", "");
    if (file.isEmpty() || file.equals("NONE")) {
      return null;
    }
    char[] password = System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
    KeyStore store =
        KeyStore.getInstance(
            System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType()));
    byte[] content =
        UserFile.read(Path.of(file), UserFile.SMALL_LIMIT, Deadline.in(PATIENCE_MILLIS));
    store.load(new ByteArrayInputStream(content), password);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return keys.getKeyManagers();
  }

  /**
   * Reads the file each time, as it may change.
   *
   * @param certificates a PEM file
   */
  static SSLSocketFactory of(Optional<Path> certificates) throws IOException {
    try {
      // A context of its own: asking for the default one would make it before the application has
      // set its trust store, or find one that trusts anybody.
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, certificates.isEmpty() ? null : only(certificates.get()), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new BadReply(
          certificates
              .map(file -> "prices.certificate: " + file + " contains no valid PEM certificate")
              .orElse("the JDK's trust store cannot be used"));
    }
  }

  private static TrustManager[] only(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : read(file)) {
      store.setCertificateEntry("certificate " + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static Iterable<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    byte[] pem;
    try {
      pem = UserFile.read(file, UserFile.SMALL_LIMIT, Deadline.in(PATIENCE_MILLIS));
    } catch (IOException e) {
      throw new BadReply("prices.certificate: " + file + " cannot be read");
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem));
  }
}
