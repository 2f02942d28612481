/**
 * Opens what users named: within bounds, and never on a thread that anybody waits for without end.
 */
@NullMarked
package io.costspan.files;

import org.jspecify.annotations.NullMarked;
