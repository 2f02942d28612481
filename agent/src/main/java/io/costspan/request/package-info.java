/** What one logical request of the application costs in all; knows no telemetry library. */
@NullMarked
package io.costspan.request;

import org.jspecify.annotations.NullMarked;
