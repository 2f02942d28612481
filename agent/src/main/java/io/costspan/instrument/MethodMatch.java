package io.costspan.instrument;

import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a target class are meant. No lambdas: each one that a cold JVM links costs the
 * first call more than a class does.
 */
public abstract class MethodMatch {
  /** Whether that method is meant. */
  abstract boolean matches(TargetMethod method);

  /** Methods that are also meant by the other one. */
  public final MethodMatch and(MethodMatch other) {
    MethodMatch one = this;
    return new MethodMatch() {
      @Override
      boolean matches(TargetMethod method) {
        return one.matches(method) && other.matches(method);
      }
    };
  }

  /** Methods that one of the two means. */
  public final MethodMatch or(MethodMatch other) {
    return not(not(this).and(not(other)));
  }

  /** All others. */
  public static MethodMatch not(MethodMatch match) {
    return new MethodMatch() {
      @Override
      boolean matches(TargetMethod method) {
        return !match.matches(method);
      }
    };
  }

  /** No method at all. */
  public static MethodMatch none() {
    return namedOneOf();
  }

  /** Methods of that name, or types of that binary name. */
  public static NameMatch named(String name) {
    return namedOneOf(name);
  }

  /** The same for several names. */
  public static NameMatch namedOneOf(String... names) {
    return new NameMatch("", "", List.of(names));
  }

  /** Methods or types whose names begin so. */
  public static NameMatch nameStartsWith(String prefix) {
    return new NameMatch(prefix, "", null);
  }

  /** Methods or types whose names end so. */
  public static NameMatch nameEndsWith(String suffix) {
    return new NameMatch("", suffix, null);
  }

  /** Constructors, which no name matches. */
  public static MethodMatch isConstructor() {
    return named(TargetMethod.CONSTRUCTOR);
  }

  /** Methods that the compiler made for a supertype, and so on. */
  public static MethodMatch isBridge() {
    return new Access(Opcodes.ACC_BRIDGE);
  }

  /** Public methods. */
  public static MethodMatch isPublic() {
    return new Access(Opcodes.ACC_PUBLIC);
  }

  /** Private methods. */
  public static MethodMatch isPrivate() {
    return new Access(Opcodes.ACC_PRIVATE);
  }

  /** All methods of such a class. */
  public static MethodMatch isDeclaredBy(NameMatch type) {
    return new OfType(OfType.DECLARING, type);
  }

  /** Methods that return such a type. */
  public static MethodMatch returns(NameMatch type) {
    return new OfType(OfType.RETURNED, type);
  }

  /** Methods with so many arguments. */
  public static MethodMatch takesArguments(int count) {
    return new MethodMatch() {
      @Override
      boolean matches(TargetMethod method) {
        return method.types().length == count;
      }
    };
  }

  /** Methods with exactly these arguments. */
  public static MethodMatch takesArguments(Class<?>... types) {
    MethodMatch match = takesArguments(types.length);
    for (int i = 0; i < types.length; i++) {
      match = match.and(takesArgument(i, types[i]));
    }
    return match;
  }

  /** Methods with that argument, counted from 0. */
  public static MethodMatch takesArgument(int index, Class<?> type) {
    return takesArgument(index, named(type.getTypeName()));
  }

  /** Methods with such an argument, counted from 0. */
  public static MethodMatch takesArgument(int index, NameMatch type) {
    return new OfType(index, type);
  }

  /** Methods or types by name. */
  public static final class NameMatch extends MethodMatch {
    private final String prefix;
    private final String suffix;
    private final @Nullable List<String> names;

    private NameMatch(String prefix, String suffix, @Nullable List<String> names) {
      this.prefix = prefix;
      this.suffix = suffix;
      this.names = names;
    }

    @Override
    boolean matches(TargetMethod method) {
      return matches(method.name());
    }

    boolean matches(String name) {
      return names == null
          ? name.startsWith(prefix) && name.endsWith(suffix)
          : names.contains(name);
    }
  }

  private static final class Access extends MethodMatch {
    private final int flag;

    Access(int flag) {
      this.flag = flag;
    }

    @Override
    boolean matches(TargetMethod method) {
      return (method.access() & flag) != 0;
    }
  }

  /** By the name of one of the types that a method has to do with. */
  private static final class OfType extends MethodMatch {
    static final int DECLARING = -1;
    static final int RETURNED = -2;

    private final int which;
    private final NameMatch match;

    OfType(int which, NameMatch match) {
      this.which = which;
      this.match = match;
    }

    @Override
    boolean matches(TargetMethod method) {
      switch (which) {
        case DECLARING:
          return match.matches(method.declaredBy());
        case RETURNED:
          return match.matches(method.returned().getClassName());
        default:
          Type[] arguments = method.types();
          return which < arguments.length && match.matches(arguments[which].getClassName());
      }
    }
  }
}
