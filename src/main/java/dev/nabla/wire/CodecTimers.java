package dev.nabla.wire;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.nabla.observability.AccessRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Times the reading of requests and the writing of answers, apart for each format.
@Component
public class CodecTimers {

  /// What a body is written in.
  public enum Format {
    JSON("json"),
    NPY("npy"),
    OIP_JSON("oip-json"),
    OIP_BINARY("oip-binary");

    private final String tag;

    Format(String tag) {
      this.tag = tag;
    }
  }

  /// Reads one request.
  @FunctionalInterface
  public interface Decoding<T> {
    T run();
  }

  /// Writes one answer.
  @FunctionalInterface
  public interface Encoding {
    void run() throws IOException;
  }

  private final Map<Format, Timer> decode = new EnumMap<>(Format.class);
  private final Map<Format, Timer> encode = new EnumMap<>(Format.class);

  CodecTimers(MeterRegistry registry) {
    for (var format : Format.values()) {
      decode.put(format, timer("nabla.decode", "Reading a request", format, registry));
      encode.put(format, timer("nabla.encode", "Writing an answer", format, registry));
    }
  }

  private static Timer timer(
      String name, String description, Format format, MeterRegistry registry) {
    return Timer.builder(name)
        .description(description)
        .tag("format", format.tag)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(1_000))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }

  /// Reads a request. One that is refused is not timed.
  public <T> T decode(Format format, AccessRecord record, Decoding<T> decoding) {
    long start = System.nanoTime();
    var request = decoding.run();
    long took = System.nanoTime() - start;
    timer(decode, format).record(took, NANOSECONDS);
    record.decoded(took);
    return request;
  }

  /// Writes an answer.
  public void encode(Format format, AccessRecord record, Encoding encoding) throws IOException {
    long start = System.nanoTime();
    encoding.run();
    long took = System.nanoTime() - start;
    timer(encode, format).record(took, NANOSECONDS);
    record.encoded(took);
  }

  private static Timer timer(Map<Format, Timer> timers, Format format) {
    var timer = timers.get(format);
    if (timer == null) {
      throw new IllegalStateException("no timer for " + format);
    }
    return timer;
  }
}
