package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests share nothing: each gets its own answer, however many are on their way.
@OutsideTest
class ConcurrencyTest {

  private static final int CLIENTS = 16;
  private static final int REQUESTS = 200;

  private final Http http;

  ConcurrencyTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  @Test
  void answersBelongToTheirRequests() throws Exception {
    try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
      var clients =
          IntStream.range(0, CLIENTS)
              .<Callable<Integer>>mapToObj(client -> () -> ask(client * REQUESTS))
              .toList();
      for (var client : pool.invokeAll(clients)) {
        assertThat(client.get()).isEqualTo(REQUESTS);
      }
    }
  }

  private int ask(int first) {
    int answered = 0;
    for (int n = first; n < first + REQUESTS; n++) {
      // A square whose root is in no other request, in a tensor of another length than the one
      // before.
      int length = 1 + n % 37;
      var numbers = (n + ",").repeat(length - 1) + n;
      var zeros = "0,".repeat(length - 1) + "0";
      var answer =
          http.answer(
              "/v1/losses/mse",
              "{'predictions': [%s], 'targets': [%s], 'reduction': 'none', 'dtype': '%s'}"
                  .formatted(numbers, zeros, n % 2 == 0 ? "float64" : "float32"));
      assertThat(answer.get("values")).hasSize(length);
      for (var value : answer.get("values")) {
        assertThat(value.doubleValue()).isEqualTo((double) n * n);
      }
      for (var slope : answer.at("/gradients/predictions")) {
        assertThat(slope.doubleValue()).isEqualTo(2.0 * n);
      }
      answered++;
    }
    return answered;
  }
}
