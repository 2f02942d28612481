/** Connects the rooms: an exchange that has ended is rated and passed to every output. */
@NullMarked
package io.costspan.pipeline;

import org.jspecify.annotations.NullMarked;
