/** What the JVM loads first; uses the JDK only. */
@NullMarked
package io.costspan.bootstrap;

import org.jspecify.annotations.NullMarked;
