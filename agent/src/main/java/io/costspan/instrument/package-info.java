/**
 * Finds HTTP client classes as they load and weaves the advice in; one package per client below,
 * written against {@link io.costspan.instrument.ClientInstrumentation}.
 */
@NullMarked
package io.costspan.instrument;

import org.jspecify.annotations.NullMarked;
