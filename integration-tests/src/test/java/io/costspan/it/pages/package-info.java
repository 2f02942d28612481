/** The manual, run as a reader would. */
package io.costspan.it.pages;
