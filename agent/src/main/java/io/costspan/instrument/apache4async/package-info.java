/** What to weave into Apache HttpAsyncClient 4.1. */
@NullMarked
package io.costspan.instrument.apache4async;

import org.jspecify.annotations.NullMarked;
