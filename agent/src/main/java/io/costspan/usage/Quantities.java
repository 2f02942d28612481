package io.costspan.usage;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The quantities of a call, as they are found. Whoever finds them adds no more once they are part
 * of a {@link UsageRecord}, which therefore needs no copy of them.
 */
public final class Quantities extends AbstractList<Quantity> implements RandomAccess {
  private @Nullable Quantity[] found;
  private int size;

  /**
   * @param expected how many there will usually be
   */
  public Quantities(int expected) {
    found = new Quantity[expected];
  }

  @Override
  public Quantity get(int index) {
    Objects.checkIndex(index, size);
    return Objects.requireNonNull(found[index]);
  }

  @Override
  public int size() {
    return size;
  }

  /** Adds one at the end. */
  public void found(Quantity quantity) {
    if (size == found.length) {
      found = Arrays.copyOf(found, size + size / 2 + 1);
    }
    found[size++] = quantity;
  }

  /** Makes the quantities from that index on alternative measures of one piece of work. */
  public void sameWorkFrom(int first) {
    for (int i = first + 1; i < size; i++) {
      found[i] = get(i).asAlternative();
    }
  }
}
