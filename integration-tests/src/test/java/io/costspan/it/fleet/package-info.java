/** What a fleet of JVMs costs the servers that store its metrics. */
package io.costspan.it.fleet;
