/** Every option declared once, with where its value came from. */
@NullMarked
package io.costspan.config;

import org.jspecify.annotations.NullMarked;
