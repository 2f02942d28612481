package io.costspan.it.faults;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A Java agent of the tests': weaves {@link sacred.Injector} into every method of the agent under
 * test. Found by scanning, so that nobody forgets one.
 */
public final class FaultAgent implements ClassFileTransformer {
  private static final String OURS = "io/costspan/";
  private static final String TESTS = "io/costspan/it/";
  private static final String ADDRESSES = "java/net/InetAddress";

  private FaultAgent() {}

  /** Called by the JVM. */
  public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
    instrumentation.addTransformer(new FaultAgent(), true);
    instrumentation.retransformClasses(InetAddress.class);
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> known, ProtectionDomain domain, byte[] bytes) {
    if (name == null || !(name.equals(ADDRESSES) || isOurs(name))) {
      return null;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(isOurs(name) ? faulty(writer, name) : slow(writer), 0);
    return writer.toByteArray();
  }

  private static boolean isOurs(String name) {
    return name.startsWith(OURS) && !name.startsWith(TESTS);
  }

  /** But for initialisers of classes: one that fails once has failed for ever, in any JVM. */
  private static ClassVisitor faulty(ClassVisitor writer, String type) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        return name.equals("<clinit>") ? method : new FaultyMethod(method, type);
      }
    };
  }

  private static ClassVisitor slow(ClassVisitor writer) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        return name.equals("getAllByName")
                && descriptor.equals("(Ljava/lang/String;)[Ljava/net/InetAddress;")
            ? FaultyMethod.slowLookUp(method)
            : method;
      }
    };
  }
}
