/** A web application, which is deployed with its libraries. */
package io.costspan.it.webapp;
