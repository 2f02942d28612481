import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes classes of the lambdas that the agent's first call needs, when the jar is packed. A lambda
 * is linked when it is first used: the JVM generates a class for it, with a library that has to be
 * compiled first. For the five hundred lambdas on the way to the first call, this was an eighth of
 * all that the call cost. A class of a package stands for up to sixteen lambdas with the same
 * interface and number of captured values; it tells them apart by a number. What does not fit stays
 * as it is.
 *
 * <p>Run by itself, {@code java -cp byte-buddy.jar Lambdas.java FOLDER PACKAGE...}, where the
 * folder has the classes that are to be packed, and the packages are left alone.
 */
public final class Lambdas implements Opcodes {
  /** So that the JVM can still inline the method that tells them apart. */
  private static final int PER_CLASS = 16;

  private static final String OBJECT = "java/lang/Object";
  private static final String PREFIX = "lambda$";

  private static final String LIBRARIES = "io/costspan/deps/";

  private static final Map<Type, String> BOXES =
      Map.of(
          Type.BOOLEAN_TYPE, "java/lang/Boolean",
          Type.BYTE_TYPE, "java/lang/Byte",
          Type.CHAR_TYPE, "java/lang/Character",
          Type.SHORT_TYPE, "java/lang/Short",
          Type.INT_TYPE, "java/lang/Integer",
          Type.LONG_TYPE, "java/lang/Long",
          Type.FLOAT_TYPE, "java/lang/Float",
          Type.DOUBLE_TYPE, "java/lang/Double");

  /**
   * One place where a lambda is made.
   *
   * @param captured types of the values that it captures; the first may be the instance
   * @param made its interface
   * @param method what the interface asks for, without type arguments
   * @param narrow the same with them
   */
  private record Site(
      String host,
      List<Type> captured,
      Type made,
      String name,
      Type method,
      Type narrow,
      Handle body) {
    Type[] parameters() {
      List<Type> all = new ArrayList<>();
      if (body.getTag() != H_INVOKESTATIC && body.getTag() != H_NEWINVOKESPECIAL) {
        all.add(Type.getObjectType(body.getOwner()));
      }
      all.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
      return all.toArray(Type[]::new);
    }

    Type result() {
      return body.getTag() == H_NEWINVOKESPECIAL
          ? Type.getObjectType(body.getOwner())
          : Type.getReturnType(body.getDesc());
    }

    String group() {
      return made + " " + name + method + captured.size();
    }
  }

  /** Where a lambda went. */
  private record Place(String owner, int number) {}

  private final Path root;
  private final Map<String, byte[]> classes = new TreeMap<>();

  /** Access of methods, by class, name and descriptor. */
  private final Map<String, Integer> access = new HashMap<>();

  private Lambdas(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> files = Files.walk(root.resolve("io/costspan"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
  }

  /**
   * @param arguments the folder, and packages to be left alone, which end with a slash if those
   *     below them are left alone as well
   */
  public static void main(String[] arguments) throws IOException {
    List<String> left = List.of(arguments).subList(1, arguments.length);
    new Lambdas(Path.of(arguments[0])).run(left);
  }

  private void run(List<String> left) throws IOException {
    Map<String, List<String>> packages = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      rememberAccess(each.getKey(), each.getValue());
      String folder = each.getKey().substring(0, each.getKey().lastIndexOf('/'));
      if (left.stream().noneMatch(name -> isLeft(folder, name))) {
        packages.computeIfAbsent(folder, first -> new ArrayList<>()).add(each.getKey());
      }
    }
    int made = 0;
    for (Map.Entry<String, List<String>> each : packages.entrySet()) {
      made += convert(each.getKey(), each.getValue());
    }
    System.out.println(made + " lambdas became classes");
    for (String name : classes.keySet()) {
      if (name.startsWith(LIBRARIES)) {
        Files.write(root.resolve(name + ".class"), withoutVariables(classes.get(name)));
      }
    }
  }

  /** Names of variables, which only debuggers show. Our own classes are compiled without. */
  private static byte[] withoutVariables(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int flags, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor next = super.visitMethod(flags, name, descriptor, signature, thrown);
                return new MethodVisitor(ASM9, next) {
                  @Override
                  public void visitLocalVariable(
                      String name, String type, String generic, Label from, Label to, int index) {}
                };
              }
            },
            0);
    return writer.toByteArray();
  }

  private static boolean isLeft(String folder, String name) {
    String path = "io/costspan/" + name;
    return path.endsWith("/") ? (folder + "/").startsWith(path) : folder.equals(path);
  }

  private void rememberAccess(String host, byte[] bytes) {
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int flags, String name, String descriptor, String signature, String[] thrown) {
                access.put(host + "." + name + descriptor, flags);
                return null;
              }
            },
            ClassReader.SKIP_CODE);
  }

  private int convert(String folder, List<String> hosts) throws IOException {
    Map<String, List<Site>> groups = new TreeMap<>();
    Map<String, List<Site>> sites = new TreeMap<>();
    for (String host : hosts) {
      for (Site site : sites(host)) {
        groups.computeIfAbsent(site.group(), first -> new ArrayList<>()).add(site);
        sites.computeIfAbsent(host, first -> new ArrayList<>()).add(site);
      }
    }
    Map<Site, Place> places = new HashMap<>();
    int number = 0;
    for (List<Site> group : groups.values()) {
      for (int from = 0; from < group.size(); from += PER_CLASS) {
        List<Site> some = group.subList(from, Math.min(group.size(), from + PER_CLASS));
        String owner = folder + "/Lambdas" + number++;
        Files.write(root.resolve(owner + ".class"), lambdas(owner, some));
        for (int i = 0; i < some.size(); i++) {
          places.put(some.get(i), new Place(owner, i));
        }
      }
    }
    for (String host : sites.keySet()) {
      Files.write(root.resolve(host + ".class"), rewritten(host, places));
    }
    return places.size();
  }

  /** Null if it has to stay as it is. */
  private Site site(String host, String name, String descriptor, Handle bootstrap, Object[] with) {
    if (!bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        || !bootstrap.getName().equals("metafactory")) {
      return null;
    }
    Site site =
        new Site(
            host,
            List.of(Type.getArgumentTypes(descriptor)),
            Type.getReturnType(descriptor),
            name,
            (Type) with[0],
            (Type) with[2],
            (Handle) with[1]);
    return isAccessible(site) && fits(site) ? site : null;
  }

  private boolean isAccessible(Site site) {
    Handle body = site.body;
    Integer flags = access.get(body.getOwner() + "." + body.getName() + body.getDesc());
    if (isOwn(site)) {
      return true;
    }
    boolean isOther = !body.getOwner().startsWith(site.host.replaceAll("[^/]*$", ""));
    return flags == null
        || (flags & ACC_PRIVATE) == 0 && !(isOther && (flags & ACC_PROTECTED) != 0);
  }

  /** Whether the compiler made the method of a lambda's code, so that nothing else calls it. */
  private static boolean isOwn(Site site) {
    return site.body.getOwner().equals(site.host) && site.body.getName().startsWith(PREFIX);
  }

  /** Whether no more than casts and boxes are needed, and no box for what is captured. */
  private static boolean fits(Site site) {
    for (Type captured : site.captured) {
      if (captured.getSort() < Type.ARRAY) {
        return false;
      }
    }
    Type[] parameters = site.parameters();
    Type[] given = site.method.getArgumentTypes();
    Type[] narrow = site.narrow.getArgumentTypes();
    for (int i = 0; i < given.length; i++) {
      Type wanted = parameters[site.captured.size() + i];
      boolean isPrimitive = wanted.getSort() < Type.ARRAY;
      if (given[i].getSort() < Type.ARRAY
          ? isPrimitive && !wanted.equals(given[i])
          : isPrimitive && !narrow[i].getInternalName().equals(BOXES.get(wanted))) {
        return false;
      }
    }
    Type result = site.method.getReturnType();
    Type its = site.result();
    boolean isPrimitive = its.getSort() < Type.ARRAY;
    return result.equals(Type.VOID_TYPE)
        || (result.getSort() < Type.ARRAY
            ? isPrimitive ? result.equals(its) : its.getInternalName().equals(BOXES.get(result))
            : !its.equals(Type.VOID_TYPE));
  }

  private List<Site> sites(String host) {
    List<Site> sites = new ArrayList<>();
    ClassReader reader = new ClassReader(classes.get(host));
    if ((reader.getAccess() & ACC_INTERFACE) != 0) {
      return sites;
    }
    reader.accept(
        new ClassVisitor(ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int flags, String method, String type, String signature, String[] thrown) {
            return new MethodVisitor(ASM9) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String descriptor, Handle bootstrap, Object... with) {
                Site site = site(host, name, descriptor, bootstrap, with);
                if (site != null && !sites.contains(site)) {
                  sites.add(site);
                }
              }
            };
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return sites;
  }

  /** The body of a lambda can be called by other classes of its package, but never overridden. */
  private static String bodyName(String host, String name) {
    return name.startsWith(PREFIX) ? name + '$' + host.substring(host.lastIndexOf('/') + 1) : name;
  }

  private byte[] rewritten(String host, Map<Site, Place> places) {
    ClassReader reader = new ClassReader(classes.get(host));
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int flags, String method, String type, String signature, String[] thrown) {
            boolean isBody = method.startsWith(PREFIX);
            int open = isBody ? (flags & ~ACC_PRIVATE) | ACC_FINAL : flags;
            MethodVisitor next =
                super.visitMethod(open, bodyName(host, method), type, signature, thrown);
            return new MethodVisitor(ASM9, next) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String descriptor, Handle bootstrap, Object... with) {
                Site site = site(host, name, descriptor, bootstrap, with);
                if (site == null) {
                  super.visitInvokeDynamicInsn(name, descriptor, bootstrap, renamed(host, with));
                } else {
                  make(mv, site, places.get(site));
                }
              }

              @Override
              public void visitMaxs(int stack, int locals) {
                super.visitMaxs(stack + 1, locals);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static Object[] renamed(String host, Object[] with) {
    Object[] renamed = with.clone();
    for (int i = 0; i < with.length; i++) {
      if (with[i] instanceof Handle body && body.getOwner().equals(host)) {
        renamed[i] =
            new Handle(
                body.getTag(),
                host,
                bodyName(host, body.getName()),
                body.getDesc(),
                body.isInterface());
      }
    }
    return renamed;
  }

  private static void make(MethodVisitor code, Site site, Place place) {
    if (site.captured.size() == 0) {
      code.visitFieldInsn(GETSTATIC, place.owner, "L" + place.number, site.made.getDescriptor());
    } else {
      code.visitIntInsn(BIPUSH, place.number);
      code.visitMethodInsn(INVOKESTATIC, place.owner, "of", maker(site), false);
    }
  }

  private static String maker(Site site) {
    return "(" + ("L" + OBJECT + ";").repeat(site.captured.size()) + "I)" + site.made;
  }

  private byte[] lambdas(String owner, List<Site> sites) {
    Site first = sites.get(0);
    int captured = first.captured.size();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] made = {first.made.getInternalName()};
    writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, owner, null, OBJECT, made);
    writer.visitField(ACC_PRIVATE | ACC_FINAL, "number", "I", null, null);
    for (int i = 0; i < captured; i++) {
      writer.visitField(ACC_PRIVATE | ACC_FINAL, "a" + i, "L" + OBJECT + ";", null, null);
    }
    constructor(writer, owner, captured);
    if (captured == 0) {
      constants(writer, owner, sites);
    } else {
      maker(writer, owner, first);
    }
    method(writer, owner, sites);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static String constructorOf(int captured) {
    return "(" + ("L" + OBJECT + ";").repeat(captured) + "I)V";
  }

  private static void constructor(ClassWriter writer, String owner, int captured) {
    MethodVisitor code =
        writer.visitMethod(ACC_PRIVATE, "<init>", constructorOf(captured), null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    for (int i = 0; i < captured; i++) {
      code.visitVarInsn(ALOAD, 0);
      code.visitVarInsn(ALOAD, i + 1);
      code.visitFieldInsn(PUTFIELD, owner, "a" + i, "L" + OBJECT + ";");
    }
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ILOAD, captured + 1);
    code.visitFieldInsn(PUTFIELD, owner, "number", "I");
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** A lambda that captures nothing is made once. */
  private static void constants(ClassWriter writer, String owner, List<Site> sites) {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (int i = 0; i < sites.size(); i++) {
      String type = sites.get(i).made.getDescriptor();
      writer.visitField(ACC_STATIC | ACC_FINAL, "L" + i, type, null, null);
      code.visitTypeInsn(NEW, owner);
      code.visitInsn(DUP);
      code.visitIntInsn(BIPUSH, i);
      code.visitMethodInsn(INVOKESPECIAL, owner, "<init>", "(I)V", false);
      code.visitFieldInsn(PUTSTATIC, owner, "L" + i, type);
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void maker(ClassWriter writer, String owner, Site site) {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "of", maker(site), null, null);
    code.visitCode();
    code.visitTypeInsn(NEW, owner);
    code.visitInsn(DUP);
    for (int i = 0; i < site.captured.size(); i++) {
      code.visitVarInsn(ALOAD, i);
    }
    code.visitVarInsn(ILOAD, site.captured.size());
    code.visitMethodInsn(
        INVOKESPECIAL, owner, "<init>", constructorOf(site.captured.size()), false);
    code.visitInsn(ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void method(ClassWriter writer, String owner, List<Site> sites) {
    Site first = sites.get(0);
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC, first.name, first.method.getDescriptor(), null, null);
    code.visitCode();
    Label[] labels = new Label[sites.size()];
    if (labels.length > 1) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = new Label();
      }
      code.visitVarInsn(ALOAD, 0);
      code.visitFieldInsn(GETFIELD, owner, "number", "I");
      code.visitTableSwitchInsn(
          0,
          labels.length - 2,
          labels[labels.length - 1],
          List.of(labels).subList(0, labels.length - 1).toArray(Label[]::new));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels.length > 1) {
        code.visitLabel(labels[i]);
        code.visitFrame(F_SAME, 0, null, 0, null);
      }
      body(code, owner, sites.get(i));
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void body(MethodVisitor code, String owner, Site site) {
    Handle body = site.body;
    if (body.getTag() == H_NEWINVOKESPECIAL) {
      code.visitTypeInsn(NEW, body.getOwner());
      code.visitInsn(DUP);
    }
    Type[] parameters = site.parameters();
    for (int i = 0; i < site.captured.size(); i++) {
      code.visitVarInsn(ALOAD, 0);
      code.visitFieldInsn(GETFIELD, owner, "a" + i, "L" + OBJECT + ";");
      cast(code, Type.getObjectType(OBJECT), parameters[i]);
    }
    Type[] given = site.method.getArgumentTypes();
    int variable = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(ILOAD), variable);
      variable += given[i].getSize();
      adapt(code, given[i], parameters[site.captured.size() + i]);
    }
    int opcode =
        switch (body.getTag()) {
          case H_INVOKESTATIC -> INVOKESTATIC;
          case H_INVOKEINTERFACE -> INVOKEINTERFACE;
          case H_NEWINVOKESPECIAL -> INVOKESPECIAL;
          default -> INVOKEVIRTUAL;
        };
    String name = isOwn(site) ? bodyName(site.host, body.getName()) : body.getName();
    code.visitMethodInsn(opcode, body.getOwner(), name, body.getDesc(), body.isInterface());
    Type result = site.method.getReturnType();
    if (result.equals(Type.VOID_TYPE)) {
      int size = site.result().getSize();
      if (size > 0) {
        code.visitInsn(size == 1 ? POP : POP2);
      }
    } else {
      adapt(code, site.result(), result);
    }
    code.visitInsn(result.getOpcode(IRETURN));
  }

  private static void adapt(MethodVisitor code, Type from, Type to) {
    boolean isBoxed = from.getSort() >= Type.ARRAY;
    if (isBoxed && to.getSort() >= Type.ARRAY) {
      cast(code, from, to);
    } else if (isBoxed) {
      String box = BOXES.get(to);
      cast(code, from, Type.getObjectType(box));
      code.visitMethodInsn(INVOKEVIRTUAL, box, to.getClassName() + "Value", "()" + to, false);
    } else if (to.getSort() >= Type.ARRAY) {
      String box = BOXES.get(from);
      code.visitMethodInsn(INVOKESTATIC, box, "valueOf", "(" + from + ")L" + box + ";", false);
    }
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!to.equals(from) && !to.getInternalName().equals(OBJECT)) {
      code.visitTypeInsn(CHECKCAST, to.getInternalName());
    }
  }
}
