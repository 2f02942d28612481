/** What to weave into OkHttp 3.14, 4 and 5. */
@NullMarked
package io.costspan.instrument.okhttp;

import org.jspecify.annotations.NullMarked;
