package io.costspan.profile;

import java.util.List;
import java.util.Set;

/**
 * What a backend expects of calls beside what is shown anyway.
 *
 * @param metrics metrics, which replace or extend others of the same name
 * @param onSpans further attributes of spans
 * @param notOnSpans attributes of spans that the backend takes for something else
 */
public record Profile(
    List<ProfileMetric> metrics, List<CallAttribute<?>> onSpans, Set<String> notOnSpans) {}
