/**
 * What past calls would have cost otherwise: at other prices, on other models, at a flat price per
 * call. Pure: it is given calls and prices, and reads neither files nor clocks.
 */
@NullMarked
package io.costspan.whatif;

import org.jspecify.annotations.NullMarked;
