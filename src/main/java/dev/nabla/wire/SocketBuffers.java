package dev.nabla.wire;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Lets Tomcat take bodies from the system and hand answers to it in large pieces: with its 8 KiB a
/// few thousand numbers cost more in system calls than in digits. The buffers lie outside the heap,
/// where the system takes them as they are.
@Component
class SocketBuffers implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final int READ_BYTES = 64 * 1024;
  private static final int WRITE_BYTES = 128 * 1024;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> {
          connector.setProperty("socket.appReadBufSize", String.valueOf(READ_BYTES));
          connector.setProperty("socket.appWriteBufSize", String.valueOf(WRITE_BYTES));
          connector.setProperty("socket.directBuffer", "true");
        });
  }
}
