/**
 * Whose money a call spends, and which method of the application made it. Asked on the thread of
 * the application that makes a call.
 */
@NullMarked
package io.costspan.owner;

import org.jspecify.annotations.NullMarked;
