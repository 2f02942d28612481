/**
 * How much may be spent in which time: adds up what calls cost, warns, and refuses calls. Of this
 * JVM alone.
 */
@NullMarked
package io.costspan.budget;

import org.jspecify.annotations.NullMarked;
