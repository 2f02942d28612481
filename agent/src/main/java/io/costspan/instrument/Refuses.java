package io.costspan.instrument;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks advice at the beginning of a method that may refuse the call: if it returns an {@link
 * java.io.IOException}, which it has from {@code Gate.refuse}, the method throws that before it
 * does anything, and the advice at its end does not run. If the method returns a future, or what
 * Reactor Netty calls outbound, it returns the one that the advice does. Everything else that
 * advice returns means what it always does, and what it throws is still a fault that nobody sees.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Refuses {}
