/** What to weave into the JDK's own client, {@code java.net.http}. */
@NullMarked
package io.costspan.instrument.jdkhttp;

import org.jspecify.annotations.NullMarked;
