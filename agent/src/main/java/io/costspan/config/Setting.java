package io.costspan.config;

/**
 * What a user wrote.
 *
 * @param source where, for people: {@code environment variable COSTSPAN_LEDGER}
 */
record Setting(String text, String source) {}
