package dev.nabla;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/// Starts the service, once the JVM has what the compute core needs. There is no error page of
/// Spring's, so that whatever goes wrong outside of the controllers is answered in one place,
/// `wire.FaultValve`.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
public class NablaApplication {

  static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// Checks that the Vector API is there before any class of the core could fail for want of it.
  static void main(String[] arguments) {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      System.err.println(
          "nabla needs the Vector API: start java with --add-modules=" + VECTOR_MODULE);
      System.exit(1);
    }
    SpringApplication.run(NablaApplication.class, arguments);
  }
}
