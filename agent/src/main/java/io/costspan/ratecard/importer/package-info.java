/**
 * Makes the bundled price files from public price tables and a hand-written file of corrections;
 * see {@code docs/price-files.md}. Not used while calls are rated.
 */
@NullMarked
package io.costspan.ratecard.importer;

import org.jspecify.annotations.NullMarked;
