package io.costspan.json;

/**
 * How much of the user's files is read. Parsed into a tree, a file takes up to twenty times its
 * size on the heap, and the agent must not make the application run out of memory.
 *
 * @param file maximum size of one file, in bytes
 * @param all maximum size of all files together, in bytes
 */
record SizeLimits(int file, int all) {
  private static final int FILE_LIMIT = 16 << 20;
  private static final int FILE_SHARE = 128;

  static SizeLimits ofThisHeap() {
    return ofHeap(Runtime.getRuntime().maxMemory());
  }

  static SizeLimits ofHeap(long bytes) {
    int file = (int) Math.min(FILE_LIMIT, bytes / FILE_SHARE);
    return new SizeLimits(file, 2 * file);
  }

  /** The bytes that a file takes of the total, at most the maximum for one file. */
  int share(FileState file) {
    return file.isEndless() || file.size() > this.file ? this.file : (int) file.size();
  }
}
