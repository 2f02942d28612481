/**
 * Finds classes of HTTP clients as they are loaded and weaves advice into them. There is one
 * package per client below, written against {@link io.costspan.instrument.ClientInstrumentation}.
 */
@NullMarked
package io.costspan.instrument;

import org.jspecify.annotations.NullMarked;
