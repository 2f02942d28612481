/** Calls of a model, for applications of all kinds. */
package io.costspan.it.calls;
