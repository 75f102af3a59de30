/// What operations see of a request besides metrics: its id, its line in the access log, and its
/// span.
///
/// Design decisions:
///
/// - The wires note in an [AccessRecord] what they know: the function, how much, how long. Only
///   [AccessLog] reads it, when the request has been answered.
/// - Nothing that a client sent is logged but the method, the path and an id that is checked.
/// - The keys are those of the Elastic Common Schema where it has one, and start with `nabla.`
///   where not. Structured logs hold them as fields, plain ones as words of the message.
/// - Lines are written together, by [LogBuffer]: one for each request, each written alone, would
///   cost a replica in a container most of its small requests.
/// - Spring Boot's tracing is not even configured until there is an endpoint to send spans to: its
///   tracer would cost each request some time and each start some more.
@NullMarked
package dev.nabla.observability;

import org.jspecify.annotations.NullMarked;
