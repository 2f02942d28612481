/**
 * Turns bytes into events and values: framings, content codings, the JSON scanner, token counting;
 * knows no rules and no providers.
 */
@NullMarked
package io.costspan.wire;

import org.jspecify.annotations.NullMarked;
