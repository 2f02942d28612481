package io.costspan.benchmarks.callers;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Loads classes of a library, as a large application does. Arguments: jar, how many. */
public final class ManyClasses {
  private static final String SUFFIX = ".class";

  private ManyClasses() {}

  public static void main(String[] arguments) throws IOException {
    int wanted = Integer.parseInt(arguments[1]);
    int loaded = 0;
    for (String name : names(arguments[0])) {
      if (loaded == wanted) {
        break;
      }
      loaded += load(name);
    }
    System.out.println("@ classes=" + loaded);
  }

  private static List<String> names(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(SUFFIX) && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
          .toList();
    }
  }

  private static int load(String name) {
    try {
      Class.forName(name, false, ManyClasses.class.getClassLoader());
      return 1;
    } catch (ClassNotFoundException | LinkageError optional) {
      return 0;
    }
  }
}
