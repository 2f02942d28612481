/** What the measured JVMs run: applications that know nothing of agents. */
package io.costspan.benchmarks.callers;
