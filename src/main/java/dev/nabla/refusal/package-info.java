/// How a request is refused: a [RejectedException] with a [Reason], a [Place] and a sentence that
/// says what was expected and what was found. Every room throws them; each wire format renders them
/// its own way.
///
/// Sentences show what was found through [Shown], so that no request makes an answer long or puts
/// control characters into a log, and suggest near names through [NearNames].
@NullMarked
package dev.nabla.refusal;

import org.jspecify.annotations.NullMarked;
