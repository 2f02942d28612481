/**
 * Finds HTTP client classes as they load and weaves the advice in; one package per client below.
 */
@NullMarked
package io.costspan.instrument;

import org.jspecify.annotations.NullMarked;
