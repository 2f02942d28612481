package io.costspan.profile;

import io.costspan.rating.ChargeLine;
import java.util.AbstractList;
import java.util.List;

/**
 * Charges as lines of text, written when they are read, which whoever exports a span does, on a
 * thread of its own.
 */
public final class ChargeTexts extends AbstractList<String> {
  private final List<ChargeLine> charges;

  ChargeTexts(List<ChargeLine> charges) {
    this.charges = charges;
  }

  @Override
  public String get(int index) {
    return charges.get(index).toString();
  }

  /** Appends a line, for those who need no text of its own. */
  public void write(int index, StringBuilder text) {
    charges.get(index).write(text);
  }

  @Override
  public int size() {
    return charges.size();
  }
}
