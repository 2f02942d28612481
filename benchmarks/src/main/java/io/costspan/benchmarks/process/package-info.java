/** What an agent costs a whole JVM: child JVMs with and without agents, in turns, measured. */
package io.costspan.benchmarks.process;
