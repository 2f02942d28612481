package io.costspan.json;

import io.costspan.files.Deadline;
import io.costspan.files.Location;
import io.costspan.files.Questions;
import io.costspan.files.TooLargeException;
import io.costspan.files.UnansweredException;
import io.costspan.files.UserFile;
import io.costspan.json.CatalogFile.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The price and provider files that a user named, be it by a path or a URL, and all {@code *.json}
 * files in directories that the user named. Together they may take a small part of the heap; files
 * beyond that are refused. A file that does not answer delays nobody beyond the deadline, and is
 * waited for again the next time.
 */
public final class CatalogFiles {
  private final List<Named> named;
  private final SizeLimits limits;
  private final Questions<List<Path>> listings = new Questions<>();
  private final Questions<FileState> states = new Questions<>();
  private final Questions<byte[]> contents = new Questions<>();

  /** The files found at each path when it last answered. */
  private final Map<Path, List<Path>> listed = new HashMap<>();

  /** The content of pipes and devices, which can be read only once. */
  private final Map<Path, byte[]> pipes = new HashMap<>();

  private List<FileState> seen = List.of();

  /** A path or, if that is null, a URL. */
  private record Named(@Nullable Path path, @Nullable Remote remote) {}

  /** Does not access the files yet. */
  public CatalogFiles(List<Path> paths) {
    this(paths, SizeLimits.ofThisHeap());
  }

  CatalogFiles(List<Path> paths, SizeLimits limits) {
    this(limits, named(paths));
  }

  private CatalogFiles(SizeLimits limits, List<Named> named) {
    this.named = List.copyOf(named);
    this.limits = limits;
  }

  private static List<Named> named(List<Path> paths) {
    List<Named> named = new ArrayList<>();
    for (Path path : paths) {
      named.add(new Named(path, null));
    }
    return named;
  }

  /**
   * Paths and URLs in the user's order.
   *
   * @param remotes has what the URLs contain
   */
  public static CatalogFiles of(List<Location> locations, Function<URI, Remote> remotes) {
    List<Named> named = new ArrayList<>();
    for (Location location : locations) {
      URI url = location.url();
      named.add(new Named(location.path(), url == null ? null : remotes.apply(url)));
    }
    return new CatalogFiles(SizeLimits.ofThisHeap(), named);
  }

  /** The maximum size of one file, in bytes. */
  public static int limitBytes() {
    return SizeLimits.ofThisHeap().file();
  }

  /** Reads files once, however long they take to answer. */
  public static List<CatalogFile> read(List<Path> paths) {
    return new CatalogFiles(paths).read(Deadline.never());
  }

  /** Whether a file that did not answer in time has answered since. */
  public synchronized boolean hasNews() {
    return listings.hasNews() || states.hasNews() || contents.hasNews() || hasRemoteNews();
  }

  private boolean hasRemoteNews() {
    return named.stream()
        .filter(source -> source.remote() != null)
        .map(source -> CatalogFile.of(source.remote()).state())
        .anyMatch(state -> !seen.contains(state));
  }

  public boolean isEmpty() {
    return named.isEmpty();
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
    for (Named source : named) {
      if (source.path() != null) {
        listings.begin(source.path(), finding(source.path()));
      }
    }
    List<CatalogFile> files = new ArrayList<>();
    for (Named source : named) {
      if (source.remote() != null) {
        files.add(CatalogFile.of(source.remote()));
      } else if (source.path() != null) {
        find(source.path(), deadline, files);
      }
    }
    return files;
  }

  private void find(Path path, Deadline deadline, List<CatalogFile> files) {
    CatalogFile asked = CatalogFile.of(path.toString(), Fate.FOUND);
    try {
      listed.put(path, listings.answer(path, finding(path), deadline));
      add(path, Fate.FOUND, files);
    } catch (UnansweredException e) {
      files.add(asked.with(Fate.UNANSWERED));
      add(path, Fate.LOST, files);
    } catch (IOException e) {
      files.add(asked.refused(JsonFiles.refusal(asked.name(), e)));
      add(path, Fate.LOST, files);
    }
  }

  private Callable<List<Path>> finding(Path path) {
    List<Path> before = listed.get(path);
    return () -> JsonFiles.find(path, before);
  }

  private void add(Path path, Fate fate, List<CatalogFile> files) {
    for (Path file : listed.getOrDefault(path, List.of())) {
      if (fate == Fate.FOUND || !file.equals(path)) {
        files.add(CatalogFile.of(file.toString(), fate));
      }
    }
  }

  /** The same files with their states; a file that does not answer keeps its previous state. */
  private List<CatalogFile> look(List<CatalogFile> files, Deadline deadline) {
    for (CatalogFile file : files) {
      if (isToBeOpened(file)) {
        states.begin(path(file), () -> FileState.of(path(file)));
      }
    }
    return files.stream().map(file -> file.isRemote() ? file : look(file, deadline)).toList();
  }

  private static boolean isToBeOpened(CatalogFile file) {
    return file.isFound() && !file.isRemote();
  }

  private static Path path(CatalogFile file) {
    return Path.of(file.name());
  }

  private CatalogFile look(CatalogFile file, Deadline deadline) {
    try {
      return file.isFound()
          ? file.in(states.answer(path(file), () -> FileState.of(path(file)), deadline))
          : file.in(known(file));
    } catch (IOException e) {
      return file.in(known(file)).with(Fate.UNANSWERED);
    }
  }

  private FileState known(CatalogFile file) {
    for (FileState state : seen) {
      if (state.name().equals(file.name())) {
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
      if (fits && isToBeOpened(file)) {
        contents.begin(path(file), reading(file));
      }
    }
    return fitting.stream().map(file -> file.isFound() ? read(file, deadline) : file).toList();
  }

  private String beyond(CatalogFile file) {
    IOException beyond = new TooLargeException(UserFile.size(limits.all()) + " with the others");
    return JsonFiles.refusal(file.name(), beyond);
  }

  private Callable<byte[]> reading(CatalogFile file) {
    byte[] known = pipes.get(path(file));
    return () -> known == null ? UserFile.read(path(file), limits.file()) : known;
  }

  private CatalogFile read(CatalogFile file, Deadline deadline) {
    RemoteCopy copy = file.copy();
    try {
      return copy == null ? parse(file, content(file, deadline)) : parse(file, copy);
    } catch (UnansweredException e) {
      return file.with(Fate.UNANSWERED);
    } catch (IOException | JsonException e) {
      return file.refused(JsonFiles.refusal(file.name(), e));
    }
  }

  private byte[] content(CatalogFile file, Deadline deadline) throws IOException {
    byte[] content = contents.answer(path(file), reading(file), deadline);
    if (file.state().isEndless()) {
      pipes.put(path(file), content);
    }
    return content;
  }

  /** A URL names one price file; the hosts that are watched are not decided elsewhere. */
  private static CatalogFile parse(CatalogFile file, RemoteCopy copy) throws IOException {
    if (copy.tooLarge() != null) {
      throw copy.tooLarge();
    }
    CatalogFile parsed = parse(file, copy.content());
    return parsed.value() != null && parsed.value().get("provider") != null
        ? file.refused(file.name() + ": a provider file; a URL can only name a price file")
        : parsed;
  }

  private static CatalogFile parse(CatalogFile file, byte[] content) throws IOException {
    return file.read(
        RemoteCopy.checksum(content),
        JsonReader.USERS.read(file.name(), new ByteArrayInputStream(content)));
  }
}
