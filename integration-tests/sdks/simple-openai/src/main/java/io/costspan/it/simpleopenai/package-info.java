/** A program on simple-openai. */
package io.costspan.it.simpleopenai;
