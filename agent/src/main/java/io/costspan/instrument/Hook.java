package io.costspan.instrument;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Methods of a target class, and the advice that is woven into them.
 *
 * @param advice simple name of a class nested in the instrumentation, or the binary name of any
 *     other class; a name, because the agent's class loader must not load it
 */
public record Hook(ElementMatcher<? super MethodDescription> methods, String advice) {}
