/** The commands over ledgers. */
@NullMarked
package io.costspan.cli.books;

import org.jspecify.annotations.NullMarked;
