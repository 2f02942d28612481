package io.costspan.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The members of a class that is woven, from nothing but its own bytes. */
final class TargetClass extends ClassVisitor {
  private final String name;
  private final List<TargetMethod> methods = new ArrayList<>();
  private final Map<String, String> fields = new HashMap<>();

  private TargetClass(String name) {
    super(Opcodes.ASM9);
    this.name = name;
  }

  static TargetClass of(ClassReader classFile) {
    TargetClass type = new TargetClass(classFile.getClassName().replace('/', '.'));
    classFile.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return type;
  }

  /** Its binary name. */
  String name() {
    return name;
  }

  /** Whether it has such a method. */
  boolean has(MethodMatch match) {
    for (TargetMethod method : methods) {
      if (match.matches(method)) {
        return true;
      }
    }
    return false;
  }

  String internalName() {
    return name.replace('.', '/');
  }

  /** The descriptor of the instances' field of that name, null if there is none. */
  @Nullable String field(String field) {
    return fields.get(field);
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String field,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if ((access & Opcodes.ACC_STATIC) == 0) {
      fields.put(field, descriptor);
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    methods.add(new TargetMethod(name, access, method, descriptor));
    return null;
  }
}
