/** A program on the SDK of Google Translate. */
package io.costspan.it.googletranslate;
