/** What to weave into Apache HttpClient 4.3 to 4.5 (blocking). */
@NullMarked
package io.costspan.instrument.apache4;

import org.jspecify.annotations.NullMarked;
