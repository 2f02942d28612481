/** Programs on the SDKs whose default client is Reactor Netty. */
package io.costspan.it.reactive;
