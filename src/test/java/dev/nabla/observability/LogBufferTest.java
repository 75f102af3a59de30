package dev.nabla.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lines of the log are written together, and none is lost.
class LogBufferTest {

  private static final Duration NEVER = Duration.ofHours(1);

  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private final OutputStreamAppender<String> appender = new OutputStreamAppender<>();

  @BeforeEach
  void start() {
    var context = new ContextBase();
    var encoder = new Lines();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new Pieces());
    appender.start();
  }

  @Test
  void linesWaitForEachOther() {
    try (var _ = new LogBuffer(appender, NEVER)) {
      appender.doAppend("one");
      appender.doAppend("two");
      assertThat(pieces).isEmpty();
    }
    assertThat(pieces).containsExactly("one\ntwo\n");
  }

  @Test
  void theyWaitNoLongerThanTheDelay() {
    try (var _ = new LogBuffer(appender, Duration.ofMillis(1))) {
      appender.doAppend("one");
      await().untilAsserted(() -> assertThat(String.join("", pieces)).isEqualTo("one\n"));
    }
  }

  @Test
  void theyWaitNoLongerThanThereIsRoom() {
    try (var _ = new LogBuffer(appender, NEVER)) {
      for (int i = 0; i < 1_000; i++) {
        appender.doAppend("x".repeat(100));
      }
      assertThat(pieces).hasSizeBetween(1, 10);
    }
    assertThat(String.join("", pieces)).hasLineCount(1_000);
  }

  @Test
  void withoutADelayEachIsWrittenAtOnce() {
    try (var _ = new LogBuffer(appender, Duration.ZERO)) {
      appender.doAppend("one");
      assertThat(pieces).containsExactly("one\n");
    }
  }

  @Test
  void afterTheServiceEachIsWrittenAtOnce() {
    new LogBuffer(appender, NEVER).close();
    appender.doAppend("one");
    assertThat(pieces).containsExactly("one\n");
  }

  private final class Pieces extends OutputStream {
    @Override
    public void write(int character) {
      throw new AssertionError("one byte alone: " + character);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      pieces.add(new String(bytes, offset, length, UTF_8));
    }
  }

  private static final class Lines extends EncoderBase<String> {
    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(String line) {
      return (line + "\n").getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }
}
