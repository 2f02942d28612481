package io.costspan.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The places where clients of all kinds tell a class to which host they will speak TLS: an engine
 * of any make and the name that is sent to the server for a socket, both of the JDK, and the
 * settings of two libraries whose TLS passes by the JDK.
 */
final class TlsHook {
  private static final byte ALOAD = 0x19;
  private static final byte ALOAD_1 = 0x2b;
  private static final byte ILOAD_2 = 0x1c;
  private static final byte ICONST_M1 = 0x02;
  private static final String HOST = "(Ljava/lang/String;I)V";
  private static final String ADDRESS = "(Ljava/net/URI;)V";
  private static final String KTOR =
      "<init>(Ljava/security/SecureRandom;Ljava/util/List;Ljavax/net/ssl/X509TrustManager;"
          + "Ljava/util/List;Ljava/lang/String;)V";
  private static final String AWS = "withUri(Ljava/net/URI;)L" + Targets.TLS_OF_AWS + ";";

  private TlsHook() {}

  /** The class with a call of the dispatcher; null if it cannot be hooked. */
  static byte @Nullable [] into(String internalName, byte[] classFile) {
    switch (internalName) {
      case Targets.TLS_ENGINE:
        return hooked(classFile, "<init>(Ljava/lang/String;I)V", HOST, ALOAD_1, ILOAD_2);
      case Targets.TLS_NAME:
        return hooked(classFile, "<init>(Ljava/lang/String;)V", HOST, ALOAD_1, ICONST_M1);
      case Targets.TLS_OF_KTOR:
        return hooked(classFile, KTOR, HOST, ALOAD, (byte) 5, ICONST_M1);
      case Targets.TLS_OF_AWS:
        return hooked(classFile, AWS, ADDRESS, ALOAD_1);
      default:
        return null;
    }
  }

  private static byte @Nullable [] hooked(
      byte[] classFile, String method, String told, byte... pushes) {
    return new ClassFile(classFile)
        .calling(method, pushes, DispatcherDefinition.INTERNAL_NAME, "connecting", told);
  }
}
