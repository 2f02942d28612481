/**
 * What the agent asks of the telemetry that it finds in a JVM. Uses JDK types only, because each
 * adapter is loaded where it sees the classes of its library, and the agent sees none of these.
 */
@NullMarked
package io.costspan.home;

import org.jspecify.annotations.NullMarked;
