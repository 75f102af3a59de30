package dev.nabla.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;

/// Spring's servlet, in place of the one that Spring Boot makes, for the two methods that servlets
/// answer by themselves. Here they go to the path that was asked, as all others do, so that `Allow`
/// names what that path answers and nothing is echoed.
@Component(DispatcherServletAutoConfiguration.DEFAULT_DISPATCHER_SERVLET_BEAN_NAME)
class AllMethodsServlet extends DispatcherServlet
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final long serialVersionUID = 1;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    // Tomcat would refuse TRACE before any path is looked at.
    factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
  }

  @Override
  protected void doTrace(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    processRequest(request, response);
  }

  @Override
  protected void doOptions(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    processRequest(request, response);
  }
}
