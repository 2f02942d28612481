/** Calls as events of the JDK's Flight Recorder; loaded only while it is in use. */
@NullMarked
package io.costspan.flight;

import org.jspecify.annotations.NullMarked;
