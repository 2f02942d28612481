package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkToolsTest {
  @ParameterizedTest
  @CsvSource({
    "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main App.java, true",
    "jdk.jcmd, jdk.jcmd/sun.tools.jcmd.JCmd 1, true",
    "java.base, java.base/sun.security.tools.keytool.Main -list, true",
    "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.Main App.java, false",
    "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher App.java, false",
    "com.shop.app, com.shop.app/com.shop.Main, false",
    ", com.shop.Main, false",
    ", app.jar, false"
  })
  void isTool_mainModuleAndCommand(String mainModule, String command, boolean tool) {
    assertThat(JdkTools.isTool(mainModule, command)).isEqualTo(tool);
  }
}
