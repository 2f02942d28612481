/**
 * The names, units and attributes under which calls appear in telemetry. Each is declared once, as
 * a table of code. Knows rated calls, and neither homes nor any library.
 */
@NullMarked
package io.costspan.profile;

import org.jspecify.annotations.NullMarked;
