package io.costspan.json;

import io.costspan.files.Deadline;
import io.costspan.files.Questions;
import io.costspan.files.TooLargeException;
import io.costspan.files.UnansweredException;
import io.costspan.files.UserFile;
import io.costspan.json.CatalogFile.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;

/**
 * The price and provider files that a user named, and all {@code *.json} files in directories that
 * the user named. Together they may take a small part of the heap; files beyond that are refused. A
 * file that does not answer delays nobody beyond the deadline, and is waited for again the next
 * time.
 */
public final class CatalogFiles {
  private final List<Path> paths;
  private final SizeLimits limits;
  private final Questions<List<Path>> listings = new Questions<>();
  private final Questions<FileState> states = new Questions<>();
  private final Questions<byte[]> contents = new Questions<>();

  /** The files found at each path when it last answered. */
  private final Map<Path, List<Path>> listed = new HashMap<>();

  /** The content of pipes and devices, which can be read only once. */
  private final Map<Path, byte[]> pipes = new HashMap<>();

  private List<FileState> seen = List.of();

  /** Does not access the files yet. */
  public CatalogFiles(List<Path> paths) {
    this(paths, SizeLimits.ofThisHeap());
  }

  CatalogFiles(List<Path> paths, SizeLimits limits) {
    this.paths = List.copyOf(paths);
    this.limits = limits;
  }

  /** Reads files once, however long they take to answer. */
  public static List<CatalogFile> read(List<Path> paths) {
    return new CatalogFiles(paths).read(Deadline.never());
  }

  /** Whether a file that did not answer in time has answered since. */
  public synchronized boolean hasNews() {
    return listings.hasNews() || states.hasNews() || contents.hasNews();
  }

  public boolean isEmpty() {
    return paths.isEmpty();
  }

  /**
   * Whether the files have changed since they were read, as far as this can be told without reading
   * them.
   */
  public synchronized boolean isChanged(Deadline deadline) {
    List<CatalogFile> files = find(deadline.half());
    return !states(look(files, deadline)).equals(seen);
  }

  /** Reads all files again, in order. */
  public synchronized List<CatalogFile> read(Deadline deadline) {
    List<CatalogFile> files = look(find(deadline.half()), deadline.half());
    // Before reading, so that a file that changes meanwhile differs and is read again the next
    // time.
    seen = states(files);
    return open(files, deadline);
  }

  private static List<FileState> states(List<CatalogFile> files) {
    return files.stream().map(CatalogFile::state).toList();
  }

  private List<CatalogFile> find(Deadline deadline) {
    for (Path path : paths) {
      listings.begin(path, finding(path));
    }
    List<CatalogFile> files = new ArrayList<>();
    for (Path path : paths) {
      CatalogFile named = CatalogFile.of(path, Fate.FOUND);
      try {
        listed.put(path, listings.answer(path, finding(path), deadline));
        add(path, Fate.FOUND, files);
      } catch (UnansweredException e) {
        files.add(named.with(Fate.UNANSWERED));
        add(path, Fate.LOST, files);
      } catch (IOException e) {
        files.add(named.refused(JsonFiles.refusal(path, e)));
        add(path, Fate.LOST, files);
      }
    }
    return files;
  }

  private Callable<List<Path>> finding(Path path) {
    List<Path> before = listed.get(path);
    return () -> JsonFiles.find(path, before);
  }

  private void add(Path path, Fate fate, List<CatalogFile> files) {
    for (Path file : listed.getOrDefault(path, List.of())) {
      if (fate == Fate.FOUND || !file.equals(path)) {
        files.add(CatalogFile.of(file, fate));
      }
    }
  }

  /** The same files with their states; a file that does not answer keeps its previous state. */
  private List<CatalogFile> look(List<CatalogFile> files, Deadline deadline) {
    for (CatalogFile file : files) {
      if (file.isFound()) {
        states.begin(file.path(), () -> FileState.of(file.path()));
      }
    }
    return files.stream().map(file -> look(file, deadline)).toList();
  }

  private CatalogFile look(CatalogFile file, Deadline deadline) {
    try {
      return file.isFound()
          ? file.in(states.answer(file.path(), () -> FileState.of(file.path()), deadline))
          : file.in(known(file));
    } catch (IOException e) {
      return file.in(known(file)).with(Fate.UNANSWERED);
    }
  }

  private FileState known(CatalogFile file) {
    for (FileState state : seen) {
      if (state.path().equals(file.path())) {
        return state;
      }
    }
    return file.state();
  }

  private List<CatalogFile> open(List<CatalogFile> files, Deadline deadline) {
    int left = limits.all();
    List<CatalogFile> fitting = new ArrayList<>();
    for (CatalogFile file : files) {
      int share = file.isFound() ? limits.share(file.state()) : 0;
      boolean fits = share <= left;
      left -= fits ? share : 0;
      fitting.add(fits ? file : file.refused(beyond(file)));
      if (fits && file.isFound()) {
        contents.begin(file.path(), reading(file));
      }
    }
    return fitting.stream().map(file -> file.isFound() ? read(file, deadline) : file).toList();
  }

  private String beyond(CatalogFile file) {
    IOException beyond = new TooLargeException(UserFile.size(limits.all()) + " with the others");
    return JsonFiles.refusal(file.path(), beyond);
  }

  private Callable<byte[]> reading(CatalogFile file) {
    byte[] known = pipes.get(file.path());
    return () -> known == null ? UserFile.read(file.path(), limits.file()) : known;
  }

  private CatalogFile read(CatalogFile file, Deadline deadline) {
    try {
      byte[] content = contents.answer(file.path(), reading(file), deadline);
      if (file.state().isEndless()) {
        pipes.put(file.path(), content);
      }
      CRC32 checksum = new CRC32();
      checksum.update(content);
      return file.read(
          checksum.getValue(),
          JsonValue.parseUsers(file.path().toString(), new ByteArrayInputStream(content)));
    } catch (UnansweredException e) {
      return file.with(Fate.UNANSWERED);
    } catch (IOException | JsonException e) {
      return file.refused(JsonFiles.refusal(file.path(), e));
    }
  }
}
