package io.costspan.benchmarks.process;

import java.nio.file.Files;

/** The size of the agent's jar, in MB. */
final class JarRow implements Row {
  @Override
  public void measure(Lab lab, Jdk jdk) throws Exception {
    lab.results().add(jdk, "jar", Variant.C, Files.size(lab.agents().ours()) / 1e6);
  }
}
