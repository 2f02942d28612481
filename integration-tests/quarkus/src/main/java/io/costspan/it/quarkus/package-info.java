/** An application on Quarkus. */
package io.costspan.it.quarkus;
