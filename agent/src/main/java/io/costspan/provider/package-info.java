/** Maps host, path and headers to provider, operation and reader; loaded from catalog data. */
@NullMarked
package io.costspan.provider;

import org.jspecify.annotations.NullMarked;
