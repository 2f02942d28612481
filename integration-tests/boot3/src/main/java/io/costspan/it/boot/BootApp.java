package io.costspan.it.boot;

import io.costspan.it.calls.AiCalls;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * Asks a model when somebody asks it. Arguments: {@code --ai.url=}, the model's base URL, and
 * {@code --collector=}, that of a receiver of telemetry.
 */
@SpringBootApplication
public class BootApp {
  /** Runs it. */
  public static void main(String[] arguments) {
    SpringApplication.run(BootApp.class, arguments);
  }

  @Bean
  AiCalls calls(@Value("${ai.url}") String url) {
    return new AiCalls(url);
  }

  @EventListener
  void tellPort(ApplicationReadyEvent ready) {
    String port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
    System.out.println("ready on port " + port + ".");
  }
}
