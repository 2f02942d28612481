/** What the JVM loads first; JDK only. */
@NullMarked
package io.costspan.bootstrap;

import org.jspecify.annotations.NullMarked;
