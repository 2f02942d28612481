package io.costspan.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.files.KeptFile;
import io.costspan.files.UserFile;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of the option {@code budget.state}. One JVM at a time has it, by a lock on another file
 * beside it, since it is replaced as a whole. For one thread, which may hang with the file.
 */
class StateFile {
  private static final String HEAD = "costspan budgets 1";
  private static final int LIMIT_BYTES = 64 << 20;

  private final Path file;
  private final KeptFile kept;
  private @Nullable Closeable lock;
  private boolean ours;
  private boolean failing;

  StateFile(Path file) {
    this.file = file;
    this.kept = new KeptFile(file);
  }

  /** Takes the file over. Returns what an earlier JVM has left in it. */
  List<StateLine> open() {
    try {
      lock = kept.lock();
      if (lock == null) {
        Log.warn(
            name()
                + " belongs to another JVM that runs. Budgets of this one begin at 0, and what it"
                + " counts is not kept; give it a file of its own");
        return List.of();
      }
      List<StateLine> lines = read();
      ours = true;
      return lines;
    } catch (IOException e) {
      Faults.count("budget_state");
      Log.warn(
          name()
              + " cannot be used ("
              + words(e)
              + "). Budgets begin at 0, and what this JVM counts is not kept");
      return List.of();
    }
  }

  private String name() {
    return "option budget.state: " + file;
  }

  private static String words(IOException e) {
    return e instanceof Foreign ? String.valueOf(e.getMessage()) : e.getClass().getSimpleName();
  }

  private List<StateLine> read() throws IOException {
    String text;
    try {
      text = new String(UserFile.read(file, LIMIT_BYTES), UTF_8);
    } catch (NoSuchFileException first) {
      return List.of();
    }
    List<String> lines = text.lines().toList();
    if (!lines.isEmpty() && !lines.get(0).equals(HEAD)) {
      throw new Foreign("it is another kind of file, and is left as it is");
    }
    List<StateLine> read = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      StateLine parsed = StateLine.parse(line);
      if (parsed != null) {
        read.add(parsed);
      }
    }
    sayHowManyAreLost(lines.size() - 1 - read.size());
    return read;
  }

  private void sayHowManyAreLost(int lines) {
    if (lines > 0) {
      Faults.count("budget_state");
      Log.warn(
          name()
              + ": what stands in "
              + lines
              + (lines == 1 ? " line" : " lines")
              + " of it cannot be read, so budgets count less than was spent");
    }
  }

  /** Replaces the content. Returns whether that is done, or will never be. */
  boolean write(List<StateLine> lines) {
    if (!ours) {
      return true;
    }
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    lines.forEach(line -> text.append(line.print()).append('\n'));
    try {
      kept.write(text.toString().getBytes(UTF_8));
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        Faults.count("budget_state");
        Log.warn(
            name()
                + " cannot be written ("
                + words(e)
                + "); until it can, the next start does not know what this JVM has spent");
      }
      return false;
    }
  }

  /** Leaves the file to the next JVM. */
  void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // The end of the process releases it in any case.
    }
    ours = false;
  }

  /** The file is not one of ours. */
  private static final class Foreign extends IOException {
    private static final long serialVersionUID = 1L;

    Foreign(String message) {
      super(message);
    }
  }
}
