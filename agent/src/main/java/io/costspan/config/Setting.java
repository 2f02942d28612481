package io.costspan.config;

/**
 * The text that a user set for an option.
 *
 * @param source where it was set, for messages: {@code environment variable COSTSPAN_LEDGER}
 */
record Setting(String text, String source) {}
