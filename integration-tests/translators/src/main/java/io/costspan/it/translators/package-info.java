/** A program on SDKs for translation. */
package io.costspan.it.translators;
