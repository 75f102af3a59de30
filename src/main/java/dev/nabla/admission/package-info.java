/// Who gets in, how much they may take, and for how long: what keeps the service answering when
/// more is asked of it than it can do.
///
/// Design decisions:
///
/// - A [Visit] is one request's way through: it takes memory before its body is read, one of the
///   gate's places before its body is decoded, and gives both back by the time it is answered.
/// - The place covers decoding, computing and encoding, and no waiting for a client: the body is
///   there before a place is taken, and an answer that outgrows its buffer gives the place back and
///   goes on at the client's pace. So clients that dawdle keep nobody out.
/// - Memory is taken for the worst that a body of its length could hold, which is numbers of one
///   digit, and once it is decoded for what it does hold. What is waited for comes in one order:
///   memory for small requests, memory for large ones, a place. Behind that, as only outputs larger
///   than the inputs want it, more is there at once or not at all. So nobody waits in a circle.
/// - A quarter of the memory is for small requests alone, so that large bodies that come slowly, or
///   large answers that are taken slowly, do not stop them.
/// - Waiting is in the order of arrival, and whoever waits too long, or finds the queue full, is
///   told so at once: an answer that nobody waits for any more is work for nothing.
/// - Deadlines are looked at between the stages, not inside of kernels: what `nabla.limits` let
///   through takes about a second at most.
/// - A refused body is read to its end, so that the client sees the refusal, but not behind the
///   request's deadline; one that the client keeps back until it is told to send it is not read. A
///   client that pauses must not stretch that, which takes a longest wait for each read: see
///   [Http11Protocol].
/// - A service that stops waits for all that Tomcat has in hand, from the first line of a request
///   to the last byte of its answer, and not for the servlets alone: see [LastAnswers].
/// - What does not compute (probes, metrics, cards, documents) passes by all of this.
/// - Requests are served by virtual threads, so that thousands may wait. Such threads are not
///   preempted, which is why there are more carriers than places at the gate: see [CarrierThreads].
@NullMarked
package dev.nabla.admission;

import org.jspecify.annotations.NullMarked;
