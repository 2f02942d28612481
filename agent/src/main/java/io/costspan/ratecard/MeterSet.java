package io.costspan.ratecard;

import io.costspan.usage.UsageMeter;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An immutable set of meters, stored in a number, because the meters of a line are looked up very
 * often.
 */
public final class MeterSet extends AbstractSet<UsageMeter> {
  private static final UsageMeter[] METERS = UsageMeter.values();

  private final long bits;

  private MeterSet(long bits) {
    this.bits = bits;
  }

  static MeterSet all() {
    return new MeterSet((1L << METERS.length) - 1);
  }

  static MeterSet none() {
    return new MeterSet(0);
  }

  MeterSet with(UsageMeter meter) {
    return new MeterSet(bits | bit(meter));
  }

  MeterSet with(MeterSet others) {
    return bits == 0 ? others : new MeterSet(bits | others.bits);
  }

  MeterSet without(MeterSet others) {
    return new MeterSet(bits & ~others.bits);
  }

  boolean has(UsageMeter meter) {
    return (bits & bit(meter)) != 0;
  }

  boolean meet(MeterSet others) {
    return (bits & others.bits) != 0;
  }

  private static long bit(UsageMeter meter) {
    return 1L << meter.ordinal();
  }

  @Override
  public boolean contains(Object other) {
    return other instanceof UsageMeter meter && has(meter);
  }

  @Override
  public Iterator<UsageMeter> iterator() {
    List<UsageMeter> meters = new ArrayList<>();
    for (UsageMeter meter : METERS) {
      if (has(meter)) {
        meters.add(meter);
      }
    }
    return meters.iterator();
  }

  @Override
  public int size() {
    return Long.bitCount(bits);
  }
}
