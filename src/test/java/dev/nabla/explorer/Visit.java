package dev.nabla.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/// A visit to the Explorer, by somebody who has never been there. Whatever the browser complains
/// of, the page's Content-Security-Policy included, fails the visit when it ends.
final class Visit implements AutoCloseable {

  private static final String NETWORK_CHANGED = "ERR_NETWORK_CHANGED";

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private String expected = "";

  Visit(Browser browser, int port) {
    this(browser, port, 1280, ColorScheme.LIGHT, "en");
  }

  /// @param width of the window in CSS pixels
  /// @param language that the browser asks for
  Visit(Browser browser, int port, int width, ColorScheme scheme, String language) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port)
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  /// Opens an address and waits for its curve.
  ///
  /// @param address a function and what is chosen, as in `losses/focal?gamma=3`
  Visit open(String address) {
    load(address);
    // Chromium drops what it is loading when a network of this machine comes or goes, as it does
    // when a container starts.
    while (complaints.removeIf(complaint -> complaint.contains(NETWORK_CHANGED))) {
      load(address);
    }
    return this;
  }

  private void load(String address) {
    // Only another document makes the browser begin anew.
    page.navigate("about:blank");
    page.navigate("/#/" + address);
    page.waitForCondition(
        () ->
            find("[data-shown]").isVisible()
                || complaints.stream().anyMatch(it -> it.contains(NETWORK_CHANGED)));
  }

  /// Waits until the curve on show is this one.
  Visit awaitCurve(String curve) {
    page.locator("[data-shown='%s']".formatted(curve)).waitFor();
    return this;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  String text(String selector) {
    return find(selector).innerText();
  }

  /// Puts the read-out at the left end of the plot.
  Visit readLeftEnd() {
    find(".plot").focus();
    page.keyboard().press("Home");
    return this;
  }

  /// What the legend reads of a curve: its value and its gradient.
  List<String> reading(int curve) {
    return find(".legend tbody tr").nth(curve).locator(".number").allInnerTexts();
  }

  /// A text of the service as the page reads, its subscripts and powers set as such.
  static String typeset(String text) {
    return text.replaceAll("\\^\\(([^()]*)\\)", "$1")
        .replace("^", "")
        .replaceAll("(?<![\\p{L}_])(\\p{L})_(\\p{L})(?![\\p{L}_])", "$1$2");
  }

  /// The browser is to complain of this, and may do so several times, as it does of every answer
  /// that is a refusal.
  void expect(String words) {
    expected = words;
  }

  /// Whether something is wider than the window.
  boolean overflows() {
    return (boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  @Override
  public void close() {
    context.close();
    if (expected.isEmpty()) {
      assertThat(complaints).isEmpty();
    } else {
      assertThat(complaints).isNotEmpty().allMatch(complaint -> complaint.contains(expected));
    }
  }
}
