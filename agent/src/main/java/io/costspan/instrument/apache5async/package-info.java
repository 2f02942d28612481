/** What to weave into Apache HttpClient 5 (asynchronous). */
@NullMarked
package io.costspan.instrument.apache5async;

import org.jspecify.annotations.NullMarked;
