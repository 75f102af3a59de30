package dev.nabla.bench;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the service is measured against: the sigmoid as most would write it first, behind a
/// `@RequestBody` record and in scalar Java, and nothing but moving bytes. A profile keeps it out
/// of the tests' component scan.
@Profile("plain")
@EnableAutoConfiguration
@RestController
public class PlainController {

  @SuppressWarnings("ArrayRecordComponent")
  record Request(double[] x) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Answer(double[] values, Map<String, double[]> gradients) {}

  @PostMapping("/sigmoid")
  Answer sigmoid(@RequestBody Request request) {
    double[] x = request.x();
    var values = new double[x.length];
    var slopes = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = 1 / (1 + Math.exp(-x[i]));
      slopes[i] = values[i] * (1 - values[i]);
    }
    return new Answer(values, Map.of("x", slopes));
  }

  /// Answers with as many bytes as are asked for, those of the body at the front.
  @PostMapping("/echo")
  byte[] echo(@RequestBody byte[] body, @RequestParam("bytes") int length) {
    return Arrays.copyOf(body, length);
  }

  static void main(String[] arguments) {
    var application = new SpringApplication(PlainController.class);
    application.setAdditionalProfiles("plain");
    application.run(arguments);
  }
}
