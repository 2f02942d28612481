/** A sample app that knows nothing of Costspan, and a stand-in for the AI endpoints it calls. */
@NullMarked
package io.costspan.demo;

import org.jspecify.annotations.NullMarked;
