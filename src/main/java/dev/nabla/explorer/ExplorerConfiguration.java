package dev.nabla.explorer;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/// What the page's answers carry beside their content. Spring serves the files themselves.
@Configuration(proxyBeanMethods = false)
class ExplorerConfiguration {

  private static final String[] PAGE = {"/", "/index.html"};
  private static final String[] FILES = {"*.js", "*.css", "*.svg", "*.woff2"};

  @Bean
  FilterRegistrationBean<PageHeaders> pageHeaders() {
    var registration = new FilterRegistrationBean<>(new PageHeaders());
    registration.addUrlPatterns(PAGE);
    return registration;
  }

  /// Files in a jar have the time of the build or none at all, so a tag of the content says whether
  /// one has changed. A weak one, as the content may be sent compressed.
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> fileTags() {
    var filter = new ShallowEtagHeaderFilter();
    filter.setWriteWeakETag(true);
    var registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns(FILES);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }
}
