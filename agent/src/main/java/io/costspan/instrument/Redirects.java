package io.costspan.instrument;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks advice at the beginning of a method that may redirect what this method calls on another
 * object, with one argument: the same is called on the object that the advice returns. Null
 * redirects nothing. A method without such a call is not as expected.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Redirects {
  /** The class that the call names, and the method, such as {@code okhttp3.RequestBody.writeTo}. */
  String value();
}
