package dev.nabla.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Leads to Swagger UI from the address that many type.
@Hidden
@Controller
class SwaggerUiController {

  @GetMapping({"/swagger-ui", "/swagger-ui/"})
  String toPage() {
    return "redirect:/swagger-ui.html";
  }
}
