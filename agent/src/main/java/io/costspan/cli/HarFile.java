package io.costspan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * An HTTP Archive (HAR 1.2), read entry by entry: an archive may be larger than the available
 * memory, while a single entry is not.
 */
final class HarFile {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Receives the entries in order, counted from 0. */
  interface Entries {
    void accept(int index, HarEntry entry);

    /** An entry that cannot be read, and why. */
    void refuse(int index, String why);
  }

  /** Opens a file. */
  interface Source {
    InputStream open() throws IOException;
  }

  private final Path file;
  private final Entries entries;
  private int index;
  private boolean archive;
  private boolean whole = true;

  private HarFile(Path file, Entries entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Passes on the entries of a file.
   *
   * @param file how messages name it
   * @return whether each entry could be read
   * @throws InputException if the file cannot be read to its end; entries before that location have
   *     been passed on
   */
  static boolean read(Path file, Source source, Entries entries) {
    HarFile archive = new HarFile(file, entries);
    try {
      archive.read(source);
    } catch (OutOfMemoryError e) {
      // Only now, without the parser and what it holds, is there memory for a message.
      archive.refuse("larger than the memory allows; " + Main.MORE_MEMORY);
      throw new InputException(
          file + ": the entries after entry " + archive.index + " are not read");
    }
    return archive.whole;
  }

  private void read(Source source) {
    try (JsonParser parser = JSON.createParser(source.open())) {
      parser.nextToken();
      HarJson json = new HarJson(parser);
      json.object(name -> document(name, json));
    } catch (JsonProcessingException e) {
      throw new InputException(file + ", entry " + index + ": not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read; check its name and permissions");
    }
    if (!archive) {
      throw new InputException(file + ": not an HTTP Archive: it has no \"log\" with \"entries\"");
    }
  }

  private void document(String name, HarJson json) throws IOException {
    if (name.equals("log")) {
      json.object(member -> log(member, json));
    } else {
      json.skip();
    }
  }

  private void log(String name, HarJson json) throws IOException {
    if (name.equals("entries")) {
      archive = json.array(() -> entry(json));
    } else {
      json.skip();
    }
  }

  private void entry(HarJson json) throws IOException {
    HarEntry entry = null;
    try {
      entry = new HarEntryReader(json).read();
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
    }
    if (entry != null) {
      entries.accept(index, entry);
    }
    index++;
  }

  private void refuse(String why) {
    whole = false;
    entries.refuse(index, why);
  }
}
