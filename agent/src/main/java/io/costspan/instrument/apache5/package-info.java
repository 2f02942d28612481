/** What to weave into Apache HttpClient 5, the blocking one. */
@NullMarked
package io.costspan.instrument.apache5;

import org.jspecify.annotations.NullMarked;
