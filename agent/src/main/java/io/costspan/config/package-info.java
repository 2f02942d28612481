/** The options, each declared once, and where their values come from. */
@NullMarked
package io.costspan.config;

import org.jspecify.annotations.NullMarked;
