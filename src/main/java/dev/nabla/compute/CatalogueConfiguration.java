package dev.nabla.compute;

import dev.nabla.activation.Activation;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Kernel;
import dev.nabla.function.Kind;
import dev.nabla.loss.Loss;
import java.util.LinkedHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gathers the functions of both kinds.
@Configuration(proxyBeanMethods = false)
public class CatalogueConfiguration {

  @Bean
  public static Catalogue catalogue() {
    var roots = new LinkedHashMap<Kind, Class<? extends Kernel>>();
    roots.put(Kind.ACTIVATION, Activation.class);
    roots.put(Kind.LOSS, Loss.class);
    return new Catalogue(roots);
  }
}
