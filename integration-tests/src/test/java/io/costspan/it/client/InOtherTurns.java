package io.costspan.it.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of each client on the JDKs that {@link InTurns} leaves out: part of the long form. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transparency")
@Tag("long")
@ParameterizedTest(allowZeroInvocations = true)
@MethodSource("io.costspan.it.client.Library#inOtherTurns")
@interface InOtherTurns {}
