package dev.nabla.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Lets Tomcat hand an answer to the system in large pieces: with its 8 KiB a few thousand numbers
/// cost more in system calls than in digits.
@Component
class WriteBuffer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final int BYTES = 128 * 1024;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("socket.appWriteBufSize", String.valueOf(BYTES)));
  }
}
