/**
 * The tables of the profiles: what each backend reads, as its dashboards and its source show. Those
 * of profiles that nobody asks for are not loaded.
 */
@NullMarked
package io.costspan.profile.table;

import org.jspecify.annotations.NullMarked;
