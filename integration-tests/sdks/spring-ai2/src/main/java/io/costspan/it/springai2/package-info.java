/** A program on Spring AI 2. */
package io.costspan.it.springai2;
