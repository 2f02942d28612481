/** An application on Quarkus with its extension for LangChain4j. */
package io.costspan.it.quarkuslangchain;
