/** A servlet container. */
package io.costspan.it.tomcat;
