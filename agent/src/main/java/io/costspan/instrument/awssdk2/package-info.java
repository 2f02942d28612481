/** What to weave into the HTTP clients of the AWS SDK for Java 2 that are not built on another. */
@NullMarked
package io.costspan.instrument.awssdk2;

import org.jspecify.annotations.NullMarked;
