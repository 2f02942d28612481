package io.costspan.it;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A private certificate authority and a server that it certifies, made by keytool once per test
 * JVM.
 */
public final class PrivateCa {
  /** A name that no resolver knows. */
  public static final String HOST = "prices.corp.example";

  public static final String PASSWORD = "private-ca";

  private static final PrivateCa ONE = new PrivateCa();

  private final Path folder = Scratch.folder("ca");

  private PrivateCa() {
    pair("ca", "-ext", "bc:c");
    keytool("ca", "-exportcert", "-alias", "ca", "-rfc", "-file", file("ca.pem"));
    pair("server");
    keytool("server", "-certreq", "-alias", "server", "-file", file("server.csr"));
    keytool(
        "ca",
        "-gencert",
        "-alias",
        "ca",
        "-ext",
        "san=dns:localhost,dns:" + HOST,
        "-infile",
        file("server.csr"),
        "-rfc",
        "-outfile",
        file("server.pem"));
    for (String store : List.of("server", "trust")) {
      keytool(store, "-importcert", "-noprompt", "-alias", "ca", "-file", file("ca.pem"));
    }
    keytool("server", "-importcert", "-alias", "server", "-file", file("server.pem"));
  }

  /** The authority's certificate. */
  public static Path pem() {
    return ONE.folder.resolve("ca.pem");
  }

  /** Key and certificate of a server for {@code localhost} and {@link #HOST}, PKCS 12. */
  public static Path keyStore() {
    return ONE.folder.resolve("server.p12");
  }

  /** A store with the authority's certificate, PKCS 12. */
  public static Path trustStore() {
    return ONE.folder.resolve("trust.p12");
  }

  /** Lets the child's JDK trust the authority. */
  public static ChildJvm trust(ChildJvm child) {
    return child
        .property("javax.net.ssl.trustStore", trustStore())
        .property("javax.net.ssl.trustStorePassword", PASSWORD)
        .property("javax.net.ssl.trustStoreType", "PKCS12");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void pair(String name, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC"));
    arguments.addAll(List.of("-dname", "CN=" + name));
    arguments.addAll(List.of(more));
    keytool(name, arguments.toArray(String[]::new));
  }

  private void keytool(String store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Jdk.running().tool("keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file(store + ".p12")));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed: " + command);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
