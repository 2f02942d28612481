package io.costspan.it;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A key for {@code localhost}, made once per test JVM, and how a child comes to trust it. */
public final class TestTls {
  /** Of the key store and the key. */
  public static final String PASSWORD = "localhost";

  private static final Path KEY_STORE = create();

  private TestTls() {}

  /** Key and certificate, PKCS 12. */
  public static Path keyStore() {
    return KEY_STORE;
  }

  /** Lets the child trust {@link AiStandIn#httpsUrl}. */
  public static ChildJvm trust(ChildJvm child) {
    return child
        .property("javax.net.ssl.trustStore", KEY_STORE)
        .property("javax.net.ssl.trustStorePassword", PASSWORD)
        .property("javax.net.ssl.trustStoreType", "PKCS12");
  }

  private static Path create() {
    try {
      Path file = Scratch.folder("tls").resolve("localhost.p12");
      List<String> command =
          List.of(
              Jdk.running().tool("keytool").toString(),
              "-genkeypair",
              "-alias",
              "localhost",
              "-keyalg",
              "EC",
              "-dname",
              "CN=localhost",
              "-ext",
              "san=dns:localhost,dns:api.openai.com,ip:127.0.0.1",
              "-storetype",
              "PKCS12",
              "-storepass",
              PASSWORD,
              "-keystore",
              file.toString());
      int exitCode = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("keytool ended with " + exitCode);
      }
      return file;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
