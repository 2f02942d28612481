/** Joins the rooms: an ended exchange is rated and handed to every output. */
@NullMarked
package io.costspan.pipeline;

import org.jspecify.annotations.NullMarked;
