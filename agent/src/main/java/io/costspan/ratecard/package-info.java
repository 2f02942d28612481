/** Loads, validates and finds the card in force; knows prices, never HTTP. */
@NullMarked
package io.costspan.ratecard;

import org.jspecify.annotations.NullMarked;
