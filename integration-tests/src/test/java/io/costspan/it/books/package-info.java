/** Ledgers as large as those of many JVMs. */
package io.costspan.it.books;
