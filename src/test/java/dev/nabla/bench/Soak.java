package dev.nabla.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps a service busy over all its forms of request, and checks every answer: the rectified
/// numbers must be those of the request, to the last bit. Once a minute all clients pause, the
/// service collects its garbage, and what stays in its heap is noted.
///
/// Ends with status 1 at the first wrong answer, at any status but 200 and 503, or where the heap
/// has grown.
public final class Soak {

  private static final int CLIENTS_PER_FORM = 4;
  private static final int[] SIZES = {16, 16, 16, 4_096, 4_096, 100_000};

  /// What the heap after collections may differ between the first minutes and the last.
  private static final long TOLERATED_BYTES = 4L << 20;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$");

  /// The forms of request.
  private enum Form {
    V1_JSON {
      @Override
      HttpRequest.Builder request(String service, double[] x, String id) {
        var body = "{\"x\":%s,\"outputs\":[\"values\"]}".formatted(Arrays.toString(x));
        return post(service + "/v1/activations/relu", body.getBytes(UTF_8), "application/json");
      }

      @Override
      double[] values(HttpResponse<byte[]> response, String id) {
        return numbers(JSON.readTree(response.body()).get("values"));
      }
    },

    OIP_JSON {
      @Override
      HttpRequest.Builder request(String service, double[] x, String id) {
        var body =
            "{\"id\":\"%s\",\"inputs\":[{\"name\":\"x\",\"shape\":[%d],\"datatype\":\"FP64\",\"data\":%s}],\"outputs\":[{\"name\":\"values\"}]}"
                .formatted(id, x.length, Arrays.toString(x));
        return post(service + "/v2/models/relu/infer", body.getBytes(UTF_8), "application/json");
      }

      @Override
      double[] values(HttpResponse<byte[]> response, String id) {
        return numbers(output(JSON.readTree(response.body()), id).get("data"));
      }
    },

    OIP_BINARY {
      @Override
      HttpRequest.Builder request(String service, double[] x, String id) {
        var header =
            "{\"id\":\"%s\",\"inputs\":[{\"name\":\"x\",\"shape\":[%d],\"datatype\":\"FP64\",\"parameters\":{\"binary_data_size\":%d}}],\"outputs\":[{\"name\":\"values\",\"parameters\":{\"binary_data\":true}}]}"
                .formatted(id, x.length, 8L * x.length)
                .getBytes(UTF_8);
        return post(
                service + "/v2/models/relu/infer",
                joined(header, bytes(x)),
                "application/octet-stream")
            .header(HEADER_LENGTH, String.valueOf(header.length));
      }

      @Override
      double[] values(HttpResponse<byte[]> response, String id) {
        int length = Integer.parseInt(response.headers().firstValue(HEADER_LENGTH).orElseThrow());
        var body = response.body();
        output(JSON.readTree(new String(body, 0, length, UTF_8)), id);
        return numbers(body, length);
      }
    },

    NPY {
      @Override
      HttpRequest.Builder request(String service, double[] x, String id) {
        var header =
            "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }\n"
                .formatted(x.length)
                .getBytes(US_ASCII);
        var preamble = new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0, 0};
        preamble[8] = (byte) header.length;
        return post(
            service + "/v1/activations/relu?outputs=values",
            joined(joined(preamble, header), bytes(x)),
            "application/x-npy");
      }

      @Override
      double[] values(HttpResponse<byte[]> response, String id) {
        var body = response.body();
        return numbers(body, 10 + Byte.toUnsignedInt(body[8]) + 256 * Byte.toUnsignedInt(body[9]));
      }
    };

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    abstract HttpRequest.Builder request(String service, double[] x, String id);

    abstract double[] values(HttpResponse<byte[]> response, String id);

    private static HttpRequest.Builder post(String uri, byte[] body, String mediaType) {
      return HttpRequest.newBuilder(URI.create(uri))
          .header("Content-Type", mediaType)
          .POST(BodyPublishers.ofByteArray(body));
    }

    private static byte[] joined(byte[] first, byte[] second) {
      var all = new ByteArrayOutputStream();
      all.writeBytes(first);
      all.writeBytes(second);
      return all.toByteArray();
    }

    private static byte[] bytes(double[] x) {
      var bytes = ByteBuffer.allocate(8 * x.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(x);
      return bytes.array();
    }

    private static double[] numbers(byte[] body, int offset) {
      var numbers = new double[(body.length - offset) / 8];
      ByteBuffer.wrap(body, offset, body.length - offset)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(numbers);
      return numbers;
    }

    private static double[] numbers(JsonNode array) {
      return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static JsonNode output(JsonNode answer, String id) {
      if (!answer.get("id").stringValue().equals(id)) {
        throw new IllegalStateException("the answer to another request");
      }
      return answer.get("outputs").get(0);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final ReentrantReadWriteLock work = new ReentrantReadWriteLock(true);
  private final Map<Form, LongAdder> answers = counters();
  private final Map<Form, LongAdder> busy = counters();
  private final String service;
  private final String metrics;
  private final String process;
  private final long end;

  private Soak(String service, String metrics, String process, Duration duration) {
    this.service = service;
    this.metrics = metrics;
    this.process = process;
    this.end = System.nanoTime() + duration.toNanos();
  }

  /// Takes the service's address, that of its metrics, its process and how many minutes to go on.
  static void main(String[] arguments) throws Exception {
    var duration = Duration.ofMinutes(Long.parseLong(arguments[3]));
    new Soak(arguments[0], arguments[1], arguments[2], duration).run();
  }

  private static Map<Form, LongAdder> counters() {
    return Arrays.stream(Form.values())
        .collect(
            Collectors.toMap(
                form -> form,
                form -> new LongAdder(),
                (one, _) -> one,
                () -> new EnumMap<>(Form.class)));
  }

  private static LongAdder of(Map<Form, LongAdder> counters, Form form) {
    return Objects.requireNonNull(counters.get(form));
  }

  private void run() throws Exception {
    var clients = new ArrayList<Future<?>>();
    var heaps = new ArrayList<Long>();
    try (var threads = Executors.newCachedThreadPool()) {
      for (var form : Form.values()) {
        for (int i = 0; i < CLIENTS_PER_FORM; i++) {
          clients.add(threads.submit(() -> ask(form)));
        }
      }
      long next = System.nanoTime();
      while (next < end && clients.stream().noneMatch(Future::isDone)) {
        next = Math.min(end, next + Duration.ofMinutes(1).toNanos());
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        heaps.add(heapAfterCollection());
        System.out.printf("%s; heap after collection %,d bytes%n", counts(), heaps.getLast());
      }
      for (var each : clients) {
        each.get();
      }
    }
    assertNoGrowth(heaps);
    System.out.println("every answer belonged to its request, and the heap has not grown");
  }

  private String counts() {
    return Arrays.stream(Form.values())
        .map(
            form ->
                "%s %,d answers, %,d times busy"
                    .formatted(form, of(answers, form).sum(), of(busy, form).sum()))
        .collect(Collectors.joining(", "));
  }

  /// The code is warm and the caches are full after the first third.
  private static void assertNoGrowth(List<Long> heaps) {
    int third = heaps.size() / 3;
    double early = mean(heaps.subList(third, 2 * third));
    double late = mean(heaps.subList(heaps.size() - third, heaps.size()));
    System.out.printf(
        "heap after collections, mean of the second third %,.0f bytes, of the last %,.0f%n",
        early, late);
    if (!(late - early < TOLERATED_BYTES)) {
      throw new IllegalStateException("the heap has grown");
    }
  }

  private static double mean(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  private long heapAfterCollection() throws IOException, InterruptedException {
    work.writeLock().lock();
    try {
      int status = new ProcessBuilder("jcmd", process, "GC.run").start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("jcmd ended with " + status);
      }
      var request = HttpRequest.newBuilder(URI.create(metrics)).build();
      var text = client.send(request, BodyHandlers.ofString()).body();
      return (long)
          HEAP.matcher(text).results().mapToDouble(it -> Double.parseDouble(it.group(1))).sum();
    } finally {
      work.writeLock().unlock();
    }
  }

  private Void ask(Form form) throws IOException, InterruptedException {
    var random = RandomGenerator.of("L64X128MixRandom");
    while (System.nanoTime() < end) {
      var x = random.doubles(SIZES[random.nextInt(SIZES.length)], -9, 9).toArray();
      var id = Long.toHexString(random.nextLong());
      work.readLock().lock();
      try {
        ask(form, x, id);
      } finally {
        work.readLock().unlock();
      }
    }
    return null;
  }

  private void ask(Form form, double[] x, String id) throws IOException, InterruptedException {
    var response = client.send(form.request(service, x, id).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() == 503) {
      of(busy, form).increment();
      return;
    }
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "%s: %d %s".formatted(form, response.statusCode(), new String(response.body(), UTF_8)));
    }
    var expected = Arrays.stream(x).map(it -> Math.max(it, 0.0)).toArray();
    if (!Arrays.equals(form.values(response, id), expected)) {
      throw new IllegalStateException(form + ": a wrong answer");
    }
    of(answers, form).increment();
  }
}
