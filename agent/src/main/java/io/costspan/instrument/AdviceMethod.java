package io.costspan.instrument;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** One method of advice, as Byte Buddy's annotations describe it in its class file. */
final class AdviceMethod extends MethodVisitor {
  private static final String REFUSES = Type.getDescriptor(Refuses.class);
  private static final String REDIRECTS = Type.getDescriptor(Redirects.class);
  private static final String ADVICE = "/Advice$";

  /** Binary name of the class. */
  final String owner;

  final String name;
  final String descriptor;
  final Type returned;
  final Parameter[] parameters;
  boolean isEnter;
  boolean isExit;

  /** Whether it also runs at the end of a method that throws. */
  boolean isOnThrowable;

  /** Whether the method returns at once if the advice returns true. */
  boolean isSkipping;

  boolean isRefusing;
  @Nullable Replacement replaced;

  /** The method whose calls it may redirect, by its class and name; null if there is none. */
  @Nullable String redirected;

  /**
   * @param owner binary name of the class
   */
  AdviceMethod(String owner, String name, String descriptor) {
    super(Opcodes.ASM9);
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    returned = Type.getReturnType(descriptor);
    Type[] types = Type.getArgumentTypes(descriptor);
    parameters = new Parameter[types.length];
    for (int i = 0; i < types.length; i++) {
      parameters[i] = new Parameter(types[i]);
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    if (annotation.equals(REFUSES)) {
      isRefusing = true;
      return null;
    }
    if (annotation.equals(REDIRECTS)) {
      return new Redirection();
    }
    switch (kind(annotation)) {
      case "OnMethodEnter":
        isEnter = true;
        return new When();
      case "OnMethodExit":
        isExit = true;
        return new When();
      case "AssignReturned$ToArguments":
        replaced = new Replacement();
        return replaced;
      default:
        return null;
    }
  }

  @Override
  public AnnotationVisitor visitParameterAnnotation(int index, String annotation, boolean visible) {
    Parameter parameter = parameters[index];
    parameter.source = source(kind(annotation), parameter.source);
    return parameter;
  }

  private static Source source(String kind, Source otherwise) {
    switch (kind) {
      case "This":
        return Source.THIS;
      case "FieldValue":
        return Source.FIELD;
      case "Enter":
        return Source.ENTER;
      case "Return":
        return Source.RETURN;
      case "Thrown":
        return Source.THROWN;
      default:
        return otherwise;
    }
  }

  /** The name of the annotation within Byte Buddy's {@code Advice}; empty for all others. */
  private static String kind(String annotation) {
    int at = annotation.indexOf(ADVICE);
    return at < 0 ? "" : annotation.substring(at + ADVICE.length(), annotation.length() - 1);
  }

  /** What an argument of the advice is filled with. */
  enum Source {
    THIS,
    ARGUMENT,
    FIELD,
    ENTER,
    RETURN,
    THROWN;

    /** Whether the method has it from its beginning. */
    boolean isOfMethod() {
      return compareTo(ENTER) < 0;
    }
  }

  /** One argument of the advice. */
  static final class Parameter extends AnnotationVisitor {
    final Type type;
    Source source = Source.ARGUMENT;

    /** The number of the method's argument. */
    int index;

    /** The name of the field. */
    String field = "";

    /** The class that declares the field; null if it is the woven class. */
    @Nullable Type declaredBy;

    /** Whether some methods have no such argument. */
    boolean isOptional;

    Parameter(Type type) {
      super(Opcodes.ASM9);
      this.type = type;
    }

    @Override
    public void visit(String element, Object value) {
      if (value instanceof Integer number) {
        index = number;
      } else if (value instanceof String name) {
        field = name;
      } else if (value instanceof Type declaring) {
        declaredBy = declaring;
      } else if (value instanceof Boolean optional) {
        isOptional = optional;
      }
    }
  }

  /** The argument of the method that is replaced by what the advice returns. */
  static final class Replacement extends AnnotationVisitor {
    int argument;

    /** The element of the returned array that replaces it; -1 for the returned value itself. */
    int element = -1;

    Replacement() {
      super(Opcodes.ASM9);
    }

    @Override
    public AnnotationVisitor visitArray(String element) {
      return this;
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String element, String annotation) {
      return this;
    }

    @Override
    public void visit(String name, Object value) {
      if (name.equals("index")) {
        element = (Integer) value;
      } else if (name.equals("value")) {
        argument = (Integer) value;
      }
    }
  }

  /** When the advice runs. Calls are never inlined and failures always suppressed. */
  private final class When extends AnnotationVisitor {
    When() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(String element, Object value) {
      isOnThrowable |= element.equals("onThrowable");
      isSkipping |= element.equals("skipOn");
    }
  }

  /** Which calls the advice redirects. */
  private final class Redirection extends AnnotationVisitor {
    Redirection() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(String element, Object value) {
      redirected = (String) value;
    }
  }
}
