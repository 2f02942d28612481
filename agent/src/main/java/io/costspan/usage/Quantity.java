package io.costspan.usage;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A count of one meter in one call.
 *
 * @param count never negative, unrounded, in the meter's own unit
 * @param attributes what a price may depend on, such as {@code modality=audio} or {@code
 *     tool=web_search}; the attribute {@code model} names the model to be charged if it is not the
 *     call's own (an advisor, an image tool)
 * @param alternative whether it measures the same work as the quantity before it: of images, their
 *     pixels and the seconds of computing, a card bills the first for which it has a line
 */
public record Quantity(
    UsageMeter meter,
    BigDecimal count,
    Map<String, String> attributes,
    Exactness exactness,
    boolean alternative) {

  /** The attribute that names a model other than the call's own. */
  public static final String MODEL = "model";

  public Quantity {
    if (count.signum() < 0) {
      throw new IllegalArgumentException("negative " + meter + ": " + count);
    }
    attributes = Map.copyOf(attributes);
  }

  /** A quantity that is the only measure of its work. */
  public Quantity(
      UsageMeter meter, BigDecimal count, Map<String, String> attributes, Exactness exactness) {
    this(meter, count, attributes, exactness, false);
  }

  /** The same quantity, as an alternative measure of the work of the quantity before it. */
  public Quantity asAlternative() {
    return new Quantity(meter, count, attributes, exactness, true);
  }

  /** The same quantity, as the first or only measure of its work. */
  Quantity asFirst() {
    return alternative ? new Quantity(meter, count, attributes, exactness) : this;
  }
}
