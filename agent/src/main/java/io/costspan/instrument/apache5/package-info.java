/** What to weave into Apache HttpClient 5 (blocking). */
@NullMarked
package io.costspan.instrument.apache5;

import org.jspecify.annotations.NullMarked;
