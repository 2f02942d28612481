/** The last servlet container of {@code javax}. */
package io.costspan.it.tomcat9;
