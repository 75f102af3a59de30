package dev.nabla.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/// nabla's image, built from the `Dockerfile` before the first test that wants it.
final class Image {

  static final int PORT = 8080;
  static final int MANAGEMENT_PORT = 8081;

  private static boolean built;

  private Image() {}

  /// Skips the tests where containers are not asked for, or there is no engine.
  static synchronized void require() throws IOException, InterruptedException {
    assumeTrue(
        Boolean.getBoolean("nabla.containers"),
        "tests of containers take minutes: mvn verify -Pcontainers runs them");
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "there is no Docker engine: tests of containers are skipped");
    if (!built) {
      var process =
          new ProcessBuilder("docker", "build", "--tag", name(), ".")
              .directory(Path.of("").toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor())
          .as("docker build, in which Maven downloads what the pom names:%n%s", output)
          .isZero();
      built = true;
    }
  }

  static String name() {
    return Compose.read(Compose.FILE).service("nabla").get("image").stringValue();
  }

  static DockerClient engine() {
    return DockerClientFactory.instance().client();
  }

  /// A replica as the compose file has it, ready once its own health check says so.
  static GenericContainer<?> replica(Network network) {
    return Compose.read(Compose.FILE)
        .container("nabla", network, Map.of())
        .withExposedPorts(PORT, MANAGEMENT_PORT)
        .waitingFor(new Health().withStartupTimeout(Duration.ofMinutes(2)));
  }

  /// Waits for the image's own health check. Testcontainers' strategy asks for it without a pause,
  /// which takes the cores from what it waits for.
  private static final class Health extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      await()
          .atMost(startupTimeout)
          .pollInterval(Duration.ofMillis(200))
          .until(waitStrategyTarget::isHealthy);
    }
  }
}
