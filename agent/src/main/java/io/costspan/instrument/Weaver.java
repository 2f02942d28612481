package io.costspan.instrument;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;

/**
 * Weaves advice into one class file, using nothing but its own bytes: the application's class
 * loader is never asked for a resource or another class while it is defining a class.
 */
final class Weaver {
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private final ClassFileLocator ownClasses =
      ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
  private final TypePool ownTypes = TypePool.Default.WithLazyResolution.of(ownClasses);
  private final Advice.WithCustomMapping advice;

  /**
   * @param dispatcher {@link io.costspan.bootstrap.Dispatcher}, by the name under which woven
   *     classes find it
   */
  Weaver(Class<?> dispatcher) throws NoSuchMethodException {
    advice =
        Advice.withCustomMapping()
            .with(
                new Advice.PostProcessor.Factory.Compound(
                    new RefusalWeaving(),
                    new Advice.AssignReturned.Factory().withSuppressed(Throwable.class)))
            .bootstrap(
                link(dispatcher),
                (method, exit) -> (type, woven) -> bootstrapArguments(method),
                TypeDescription.Generic.Visitor.Generalizing.INSTANCE);
  }

  /** Throws an {@link IllegalStateException} if the class is not as a hook expects. */
  byte[] weave(ClientInstrumentation client, String internalName, byte[] classFile) {
    String name = internalName.replace('/', '.');
    ClassFileLocator own = ClassFileLocator.Simple.of(name, classFile);
    TypeDescription type = TypePool.Default.WithLazyResolution.of(own).describe(name).resolve();
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, own).visit(new ClassVersionFloor());
    for (Hook hook : client.hooks()) {
      if (hook.misses(type)) {
        throw new IllegalStateException("no place for " + hook.advice() + " in " + name);
      }
      // To resolve advice takes longer than to see that there is no place for it.
      if (hook.isIn(type)) {
        builder = builder.visit(advice(client, hook).on(hook.methods()));
      }
    }
    return builder.make().getBytes();
  }

  private Advice advice(ClientInstrumentation client, Hook hook) {
    boolean nested = hook.advice().indexOf('.') < 0;
    String name = nested ? client.getClass().getName() + "$" + hook.advice() : hook.advice();
    return advice
        .to(ownTypes.describe(name).resolve(), ownClasses)
        .withAssigner(new CastingAssigner());
  }

  private static List<JavaConstant> bootstrapArguments(MethodDescription.InDefinedShape advice) {
    return List.of(
        JavaConstant.Simple.ofLoaded(advice.getDeclaringType().getName()),
        JavaConstant.Simple.ofLoaded(advice.getDescriptor()));
  }

  private static MethodDescription.InDefinedShape link(Class<?> dispatcher)
      throws NoSuchMethodException {
    return new MethodDescription.ForLoadedMethod(
        dispatcher.getMethod(
            "link", Lookup.class, String.class, MethodType.class, String.class, String.class));
  }
}
