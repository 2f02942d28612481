/**
 * Bytes to events and values: framings, content codings, the JSON scanner, token counting; knows no
 * rule and no provider.
 */
@NullMarked
package io.costspan.wire;

import org.jspecify.annotations.NullMarked;
