package dev.nabla.deployment;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file of services for Compose or Swarm.
record Compose(JsonNode root) {

  static final Path FILE = Path.of("docker-compose.yml");
  static final Path STACK = Path.of("docker-stack.yml");

  static Compose read(Path file) {
    try {
      return new Compose(new JsonMapper().valueToTree(new Yaml().load(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode service(String name) {
    return root.get("services").get(name);
  }

  static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }

  /// Bytes of a size such as `1G`.
  static long bytes(JsonNode size) {
    var text = size.stringValue();
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'M' -> number << 20;
      case 'G' -> number << 30;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// A container as the service's are: image, limits, what it may do and write, files and names. A
  /// volume goes with its container here, and ports of the host are any that are free.
  ///
  /// @param folders other folders for some that the service mounts
  GenericContainer<?> container(String name, Network network, Map<String, Path> folders) {
    var service = service(name);
    var aliases = strings(service.at("/networks/default/aliases"));
    return new GenericContainer<>(DockerImageName.parse(service.get("image").stringValue()))
        .withNetwork(network)
        .withNetworkAliases(Stream.concat(Stream.of(name), aliases.stream()).toArray(String[]::new))
        .withCreateContainerCmdModifier(
            command -> confine(requireNonNull(command.getHostConfig()), service, folders));
  }

  private static void confine(HostConfig host, JsonNode service, Map<String, Path> folders) {
    var limits = service.at("/deploy/resources/limits");
    var inMemory = new HashMap<String, String>();
    strings(service.path("tmpfs")).forEach(path -> inMemory.put(path, ""));
    var binds = new ArrayList<Bind>();
    var volumes = new ArrayList<Mount>();
    for (var volume : strings(service.path("volumes"))) {
      var parts = volume.split(":", 2);
      if (parts[0].startsWith("./")) {
        var folder = folders.getOrDefault(parts[0], Path.of(parts[0])).toAbsolutePath().normalize();
        binds.add(Bind.parse(folder + ":" + parts[1]));
      } else {
        volumes.add(new Mount().withType(MountType.VOLUME).withTarget(parts[1]));
      }
    }
    host.withReadonlyRootfs(service.get("read_only").booleanValue())
        .withTmpFs(inMemory)
        .withBinds(binds)
        .withMounts(volumes)
        .withCapDrop(
            strings(service.get("cap_drop")).stream()
                .map(Capability::valueOf)
                .toArray(Capability[]::new))
        .withSecurityOpts(strings(service.get("security_opt")))
        .withMemory(bytes(limits.get("memory")))
        .withNanoCPUs((long) (1e9 * Double.parseDouble(limits.get("cpus").stringValue())));
  }
}
