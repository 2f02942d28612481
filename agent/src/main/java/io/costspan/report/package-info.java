/** What past calls add up to, by what people want to know. */
@NullMarked
package io.costspan.report;

import org.jspecify.annotations.NullMarked;
