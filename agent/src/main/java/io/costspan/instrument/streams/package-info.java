/** What to weave into the streams of clients that read and write bodies through their own. */
@NullMarked
package io.costspan.instrument.streams;

import org.jspecify.annotations.NullMarked;
