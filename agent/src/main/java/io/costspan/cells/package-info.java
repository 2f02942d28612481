/**
 * Keeps the values of one call as they pass by: which places feed which cell, and how several
 * values of one cell are merged.
 */
@NullMarked
package io.costspan.cells;

import org.jspecify.annotations.NullMarked;
