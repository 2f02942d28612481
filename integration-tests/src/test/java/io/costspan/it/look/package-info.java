/** The means to look into a JVM with the agent. */
package io.costspan.it.look;
