package io.costspan.history;

import java.util.List;

/**
 * What was found in ledgers besides calls.
 *
 * @param lines how many lines there are, empty ones excepted
 * @param others lines that tell of no call, such as those of {@code rate --json} for an entry that
 *     is none
 * @param broken lines that cannot be read
 * @param places the first few of these, each with the reason
 */
public record Reading(long lines, long others, long broken, List<String> places) {
  public Reading {
    places = List.copyOf(places);
  }
}
