package io.costspan.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The places where clients of all kinds tell a class of the JDK to which host they will speak TLS:
 * an engine of any make, and the name that is sent to the server for a socket.
 */
final class TlsHook {
  private static final byte ALOAD_1 = 0x2b;
  private static final byte ILOAD_2 = 0x1c;
  private static final byte ICONST_M1 = 0x02;

  private TlsHook() {}

  /** The class with a call of the dispatcher; null if it cannot be hooked. */
  static byte @Nullable [] into(String internalName, byte[] classFile) {
    return internalName.equals(Targets.TLS_ENGINE)
        ? hooked(classFile, "(Ljava/lang/String;I)V", ILOAD_2)
        : hooked(classFile, "(Ljava/lang/String;)V", ICONST_M1);
  }

  private static byte @Nullable [] hooked(byte[] classFile, String constructor, byte pushPort) {
    return new ClassFile(classFile)
        .calling(
            constructor,
            new byte[] {ALOAD_1, pushPort},
            DispatcherDefinition.INTERNAL_NAME,
            "connecting",
            "(Ljava/lang/String;I)V");
  }
}
