/** What to weave into the JDK's {@code HttpURLConnection}. */
@NullMarked
package io.costspan.instrument.httpurlconnection;

import org.jspecify.annotations.NullMarked;
