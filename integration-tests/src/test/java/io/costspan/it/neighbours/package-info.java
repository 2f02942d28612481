/**
 * What else may be in the JVM, or missing in it: the agent works there, or steps aside and says so.
 */
package io.costspan.it.neighbours;
