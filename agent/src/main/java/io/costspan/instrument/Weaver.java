package io.costspan.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves advice into one class file, using nothing but its own bytes: the application's class
 * loader is never asked for a resource or another class while it is defining a class.
 */
final class Weaver {
  private static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;";

  private final Handle linkage;
  private final Map<String, AdviceClass> advice = new ConcurrentHashMap<>();

  /**
   * @param dispatcher {@link io.costspan.bootstrap.Dispatcher}, by the name under which woven
   *     classes find it
   */
  Weaver(Class<?> dispatcher) {
    linkage =
        new Handle(Opcodes.H_INVOKESTATIC, Type.getInternalName(dispatcher), "link", LINK, false);
  }

  /** Throws an {@link IllegalStateException} if the class is not as a hook expects. */
  byte[] weave(ClientInstrumentation client, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    TargetClass target = TargetClass.of(reader);
    List<Map.Entry<MethodMatch, AdviceClass>> woven = new ArrayList<>();
    for (Hook hook : client.hooks()) {
      if (hook.misses(target)) {
        throw new IllegalStateException("no place for " + hook.advice() + " in " + target.name());
      }
      // To read advice takes longer than to see that there is no place for it.
      if (hook.isIn(target)) {
        woven.add(Map.entry(hook.methods(), advice(client, hook)));
      }
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new WovenClass(writer, target, woven, linkage), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private AdviceClass advice(ClientInstrumentation client, Hook hook) {
    boolean nested = hook.advice().indexOf('.') < 0;
    String name = nested ? client.getClass().getName() + "$" + hook.advice() : hook.advice();
    AdviceClass known = advice.get(name);
    if (known == null) {
      known = AdviceClass.read(name);
      advice.put(name, known);
    }
    return known;
  }
}
