/** Loads and validates rate cards and finds the one in force; knows prices, never HTTP. */
@NullMarked
package io.costspan.ratecard;

import org.jspecify.annotations.NullMarked;
