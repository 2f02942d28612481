package io.costspan.json;

/**
 * How much of a user's files is read. As a tree, a file takes up to twenty times its size on the
 * heap, and the application must not run out of memory for our sake.
 *
 * @param file bytes of one
 * @param all bytes of all together
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

  /** Bytes that a file takes of all, which is at most what it may have. */
  int share(FileState file) {
    return file.isEndless() || file.size() > this.file ? this.file : (int) file.size();
  }
}
