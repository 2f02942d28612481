package io.costspan.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Lines of Java on a page, made a program. */
final class JavaSnippet {
  static final String MAIN_CLASS = "Pasted";

  private JavaSnippet() {}

  /**
   * Compiles the lines into a folder.
   *
   * @param imports packages and classes that an editor would import
   * @param before lines that the reader has already
   * @param after lines that use what the snippet declares
   */
  static void compile(
      Path folder,
      String classPath,
      List<String> imports,
      String before,
      String lines,
      String after)
      throws IOException {
    StringBuilder source = new StringBuilder();
    imports.forEach(name -> source.append("import ").append(name).append(";\n"));
    source
        .append("public class Pasted { public static void main(String[] arguments)")
        .append(" throws Exception {\n")
        .append(before)
        .append(lines)
        .append(after)
        .append("}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of("-proc:none", "-cp", expanded(classPath), "-d", folder.toString()),
                null,
                List.of(new Source(source.toString())))
            .call();
    assertThat(compiled).as(complaints + "\n" + source).isTrue();
  }

  /** The compiler does not know folders of jars. */
  private static String expanded(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .flatMap(entry -> entry.endsWith("*") ? jars(Path.of(entry).getParent()) : Stream.of(entry))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + MAIN_CLASS + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }
}
