/**
 * The agent's own HTTP calls, each under a single deadline, and the price files that are fetched by
 * them. Nobody watches these calls. Also the threads of the agent's own servers.
 */
@NullMarked
package io.costspan.net;

import org.jspecify.annotations.NullMarked;
