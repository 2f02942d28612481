/** Notices which requests a servlet container serves, without touching them. */
@NullMarked
package io.costspan.instrument.servlet;

import org.jspecify.annotations.NullMarked;
