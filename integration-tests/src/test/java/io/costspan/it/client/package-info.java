/**
 * The contract that the agent keeps with an application, once for every HTTP client: whatever a
 * call does, application and server see the same with the agent and without.
 *
 * <p>A child JVM runs {@link ContractProgram}, that is all {@link Cases} through one {@link
 * Client}, against a {@link ScriptedServer}; {@link HttpClientContract} compares what both saw.
 */
package io.costspan.it.client;
