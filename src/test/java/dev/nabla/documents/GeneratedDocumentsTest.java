package dev.nabla.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Catalogue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Holds the generated documents against a fresh generation. With `-Dnabla.regenerate=true` it
/// writes them instead.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class GeneratedDocumentsTest {

  private static final Path README = Path.of("README.md");
  private static final Path SITE = Path.of("src", "site");
  private static final Path HTTP = Path.of("http");

  @Autowired private Catalogue catalogue;
  @LocalServerPort private int port;
  @LocalManagementPort private int management;

  @TestFactory
  Stream<DynamicTest> theCheckedInDocumentIsTheGeneratedOne() throws IOException {
    return generated().entrySet().stream()
        .map(
            document ->
                DynamicTest.dynamicTest(
                    document.getKey().toString(),
                    () -> compare(document.getKey(), document.getValue())));
  }

  @Test
  void nothingElseLiesAmongTheRequests() throws IOException {
    try (var files = Files.list(HTTP)) {
      assertThat(files).allMatch(generated()::containsKey);
    }
  }

  private static void compare(Path file, String generated) throws IOException {
    if (Boolean.getBoolean("nabla.regenerate")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, generated);
    }
    assertThat(file)
        .as("stale: mvn test -Dtest=GeneratedDocumentsTest -Dnabla.regenerate=true")
        .hasContent(generated);
  }

  private Map<Path, String> generated() throws IOException {
    try (var client = HttpClient.newHttpClient()) {
      var hosts =
          Map.of(
              "host", "http://localhost:" + port, "management", "http://localhost:" + management);
      var service = new Service(client, hosts);
      var documents = new LinkedHashMap<Path, String>();
      new HttpFiles(catalogue, service)
          .all()
          .forEach((name, text) -> documents.put(HTTP.resolve(name), text));
      for (var page : pages()) {
        documents.put(page, new Page(catalogue, service).fill(Files.readString(page)));
      }
      return documents;
    }
  }

  private static List<Path> pages() throws IOException {
    try (var files = Files.list(SITE)) {
      var site = files.filter(file -> file.toString().endsWith(".md")).sorted();
      return Stream.concat(Stream.of(README), site).toList();
    }
  }
}
