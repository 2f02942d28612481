package io.costspan.instrument;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Raises the version of Java 6 class files, such as those of Apache HttpClient 4.4, to the first
 * one with {@code invokedynamic}. They already contain stack maps; those of Java 5, such as Apache
 * HttpClient 4.3, do not, and keep their version. Older ones are left alone.
 */
final class ClassVersionFloor extends AsmVisitorWrapper.AbstractBase {
  @Override
  public ClassVisitor wrap(
      TypeDescription type,
      ClassVisitor next,
      Implementation.Context context,
      TypePool typePool,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> methods,
      int writerFlags,
      int readerFlags) {
    return new ClassVisitor(OpenedClassReader.ASM_API, next) {
      @Override
      public void visit(
          int version,
          int access,
          String name,
          @Nullable String signature,
          @Nullable String superName,
          String @Nullable [] interfaces) {
        if (version == Opcodes.V1_5) {
          cv = new Java5Linkage(cv);
          super.visit(version, access, name, signature, superName, interfaces);
          return;
        }
        if (version < Opcodes.V1_6) {
          throw new IllegalStateException("class file of version " + version);
        }
        super.visit(
            Math.max(version, Opcodes.V1_7), access, name, signature, superName, interfaces);
      }
    };
  }
}
