/** A server on Vert.x. */
package io.costspan.it.vertx;
