package io.costspan.it.client;

import io.costspan.it.Jdk;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * On what a contract runs: on all JDKs with the version that the build names or, if the group
 * {@code versions} is asked for, with those of {@link ClientVersion}.
 */
public final class Subjects implements ArgumentsProvider {
  private static final String GROUP = "versions";

  /** A regular expression for some of them, such as {@code ^4[.]3.* JDK 17}. */
  private static final String ONLY = "client.versions";

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Class<?> contract = context.getRequiredTestClass();
    return of(((HttpClientContract) ReflectionSupport.newInstance(contract)).library().client());
  }

  /** Pairs of {@link Jdk} and {@link ClientVersion}, which is null for that of the build. */
  public static Stream<Arguments> of(String client) {
    List<ClientVersion> versions =
        GROUP.equals(System.getProperty("groups")) ? ClientVersion.of(client) : List.of();
    return versions.isEmpty()
        ? Jdk.all().stream().map(jdk -> Arguments.of(jdk, null))
        : of(client, versions);
  }

  private static Stream<Arguments> of(String client, List<ClientVersion> versions) {
    Pattern only = Pattern.compile(System.getProperty(ONLY, ""));
    List<Arguments> chosen =
        versions.stream()
            .flatMap(version -> Jdk.all().stream().map(jdk -> Arguments.of(jdk, version)))
            .filter(pair -> only.matcher(describe(pair.get())).find())
            .toList();
    ClientJars.resolve(
        client, chosen.stream().map(pair -> (ClientVersion) pair.get()[1]).distinct().toList());
    return chosen.stream();
  }

  private static String describe(Object[] pair) {
    return ((ClientVersion) pair[1]).name() + " " + pair[0];
  }
}
