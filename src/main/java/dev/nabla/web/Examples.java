package dev.nabla.web;

import dev.nabla.compute.ComputeService;
import dev.nabla.function.Definition;
import dev.nabla.web.CardView.ExampleView;
import dev.nabla.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The cards' example requests with the answers that this service gives them.
@Component
class Examples {

  private final RequestReader reader;
  private final ComputeService compute;
  private final AnswerWriter writer;
  private final JsonMapper mapper;
  private final Map<String, ExampleView> answered = new ConcurrentHashMap<>();

  Examples(RequestReader reader, ComputeService compute, AnswerWriter writer, JsonMapper mapper) {
    this.reader = reader;
    this.compute = compute;
    this.writer = writer;
    this.mapper = mapper;
  }

  ExampleView of(Definition definition) {
    return answered.computeIfAbsent(definition.name(), name -> answer(definition));
  }

  private ExampleView answer(Definition definition) {
    var body = definition.card().example().getBytes(StandardCharsets.UTF_8);
    var request = reader.read(definition, body);
    var bytes = new Bytes();
    writer.write(request, compute.answer(request.call()), bytes);
    return new ExampleView(mapper.readTree(body), mapper.readTree(bytes.toByteArray()));
  }
}
