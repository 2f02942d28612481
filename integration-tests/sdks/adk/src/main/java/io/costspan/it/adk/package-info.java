/** A program on Google's Agent Development Kit. */
package io.costspan.it.adk;
