/**
 * Opens files that users named: within size limits, and never on a thread for which anybody waits
 * without limit.
 */
@NullMarked
package io.costspan.files;

import org.jspecify.annotations.NullMarked;
