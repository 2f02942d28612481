package io.costspan.ratecard;

import java.util.List;

/** What conditions accept of one word. */
final class Clause {
  private final String word;
  private final Expected[] any;
  private final boolean numeric;
  private final boolean holdsIfAbsent;

  Clause(String word, List<Expected> any) {
    this.word = word;
    this.any = any.toArray(new Expected[0]);
    numeric = areRanges(any);
    String meaning = Words.meaningOfAbsence(word);
    holdsIfAbsent = meaning != null && accepts(meaning);
  }

  private static boolean areRanges(List<Expected> any) {
    for (Expected one : any) {
      if (!(one instanceof Expected.Range)) {
        return false;
      }
    }
    return true;
  }

  boolean holds(Attributes attributes) {
    return numeric ? holdsNumber(attributes.number(word)) : holdsText(attributes);
  }

  private boolean holdsNumber(long number) {
    if (number < 0) {
      return holdsIfAbsent;
    }
    for (Expected one : any) {
      if (((Expected.Range) one).contains(number)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsText(Attributes attributes) {
    String value = attributes.get(word);
    return value == null ? holdsIfAbsent : accepts(value);
  }

  private boolean accepts(String value) {
    for (Expected one : any) {
      if (one.accepts(value)) {
        return true;
      }
    }
    return false;
  }
}
