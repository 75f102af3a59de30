package dev.nabla.explorer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/// Gives tests the [Browser] that is installed, one for all of them, and each test that wants one a
/// [Visit] of its own; skips them where no browser is. `-Dnabla.browser=…` names another than those
/// of the usual places. Nothing is downloaded.
final class Chromium implements ExecutionCondition, ParameterResolver {

  private static final Namespace SPACE = Namespace.create(Chromium.class);

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage");

  private record Started(Playwright playwright, Browser browser) implements AutoCloseable {
    static Started at(Path executable) {
      var playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      // A machine that builds may be slow.
      PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
      var options = new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS);
      return new Started(playwright, playwright.chromium().launch(options));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }

  private static List<Path> places() {
    var named = System.getProperty("nabla.browser");
    return named == null ? PLACES : List.of(Path.of(named));
  }

  private static Optional<Path> installed() {
    return places().stream().filter(Files::isExecutable).findFirst();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return installed()
        .map(path -> ConditionEvaluationResult.enabled("in " + path))
        .orElseGet(() -> ConditionEvaluationResult.disabled("no Chromium at any of " + places()));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Browser.class || type == Visit.class;
  }

  /// What is kept in a context's store JUnit closes when the context ends.
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var browser =
        context
            .getRoot()
            .getStore(SPACE)
            .computeIfAbsent(
                Started.class, _ -> Started.at(installed().orElseThrow()), Started.class)
            .browser();
    return parameter.getParameter().getType() == Browser.class
        ? browser
        : context
            .getStore(SPACE)
            .computeIfAbsent(Visit.class, _ -> new Visit(browser, port(context)), Visit.class);
  }

  private static int port(ExtensionContext context) {
    return SpringExtension.getApplicationContext(context)
        .getEnvironment()
        .getRequiredProperty("local.server.port", Integer.class);
  }
}
