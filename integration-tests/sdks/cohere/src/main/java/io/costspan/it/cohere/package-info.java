/** A program on the SDK of Cohere. */
package io.costspan.it.cohere;
