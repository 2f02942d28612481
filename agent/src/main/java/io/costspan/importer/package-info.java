/**
 * Makes price files from public price tables and hand-written recipes: the bundled ones, see {@code
 * docs/price-files.md}, and a user's own. Not used while calls are rated.
 */
@NullMarked
package io.costspan.importer;

import org.jspecify.annotations.NullMarked;
