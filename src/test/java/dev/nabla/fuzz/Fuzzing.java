package dev.nabla.fuzz;

import com.sun.management.ThreadMXBean;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;

/// What the targets share: the beans around a reader, with limits small enough for a fuzzer to
/// reach, and what must hold whatever comes in.
public final class Fuzzing {

  private static final int ELEMENTS = 4_096;

  /// Some dozens of tensors of the most elements, beside what parsers and messages take. A shape
  /// that is believed before it is checked takes more.
  private static final long MOST_ALLOCATED_BYTES = 64L * ELEMENTS * Double.BYTES + (8 << 20);

  /// Characters that are enough to say what was expected and what was found.
  private static final int LONGEST_DETAIL = 1_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /// No configuration that a scan of the tests would find.
  @EnableConfigurationProperties(Settings.class)
  static class Surroundings {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }
  }

  /// @param beans the readers, and what they need besides the catalogue, the settings and the
  ///   compute service
  public Fuzzing(Class<?>... beans) {
    var limits =
        Map.<String, Object>of(
            "nabla.limits.elements",
            ELEMENTS,
            "nabla.limits.jacobian-elements",
            ELEMENTS,
            "nabla.limits.products",
            16 * ELEMENTS,
            "nabla.limits.curve-points",
            128);
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("fuzz", limits));
    context.register(Surroundings.class);
    context.register(beans);
    context.scan("dev.nabla.compute");
  }

  /// Makes the beans, unless they are there.
  public void start() {
    if (!context.isActive()) {
      context.refresh();
    }
  }

  public <T> T bean(Class<T> type) {
    start();
    return context.getBean(type);
  }

  /// An input as so many lines, each without its end, of which the first names a function, and the
  /// bytes behind them; null where it is no such input.
  public @Nullable Parts split(byte[] input, int lines) {
    var texts = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at < input.length && texts.size() < lines; at++) {
      if (input[at] == '\n') {
        texts.add(new String(input, start, at - start, StandardCharsets.UTF_8));
        start = at + 1;
      }
    }
    if (texts.size() < lines) {
      return null;
    }
    var function = bean(Catalogue.class).find(texts.getFirst());
    var rest = Arrays.copyOfRange(input, start, input.length);
    return function.map(known -> new Parts(known, texts, rest)).orElse(null);
  }

  /// The values of each name in a query, of which nothing is encoded.
  public static Map<String, String[]> query(String text) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0) {
        values
            .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
            .add(pair.substring(equals + 1));
      }
    }
    var query = new LinkedHashMap<String, String[]>();
    values.forEach((name, texts) -> query.put(name, texts.toArray(String[]::new)));
    return query;
  }

  /// An input in parts.
  @SuppressWarnings("ArrayRecordComponent")
  public record Parts(Definition function, List<String> lines, byte[] rest) {}

  /// Answers a request.
  @FunctionalInterface
  public interface Attempt {
    void run() throws Exception;
  }

  /// Fails where a request is neither answered nor refused as a client's mistake, or takes more
  /// memory than its limits allow. One that does is asked again: the first of its kind loads
  /// classes, each of which the fuzzer takes apart.
  public static void check(Attempt attempt) throws Exception {
    if (allocatedBytes(attempt) > MOST_ALLOCATED_BYTES) {
      long allocated = allocatedBytes(attempt);
      if (allocated > MOST_ALLOCATED_BYTES) {
        throw new AssertionError("a request took %,d bytes".formatted(allocated));
      }
    }
  }

  private static long allocatedBytes(Attempt attempt) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    checkAnswer(attempt);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /// Fails where a request is neither answered nor refused as a client's mistake, in few words.
  public static void checkAnswer(Attempt attempt) throws Exception {
    try {
      attempt.run();
    } catch (RejectedException refusal) {
      int status = refusal.reason().status();
      if (status < 400 || status >= 500) {
        throw new AssertionError("a bad request got " + status, refusal);
      }
      if (refusal.detail().length() > LONGEST_DETAIL) {
        throw new AssertionError("a bad request is told too much", refusal);
      }
    }
  }
}
