package io.costspan.benchmarks.process;

/** Something that is measured, on one JDK after the other. */
interface Row {
  void measure(Lab lab, Jdk jdk) throws Exception;
}
