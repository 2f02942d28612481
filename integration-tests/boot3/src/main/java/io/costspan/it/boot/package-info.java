/** An application on Spring Boot. */
package io.costspan.it.boot;
