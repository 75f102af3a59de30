/// How a request is refused: a [RejectedException] with a [Reason], a [Place] and a sentence that
/// says what was expected and what was found. Every room throws them; each wire format renders them
/// its own way.
///
/// Sentences show what was found through [Shown], so that no request makes them long, and suggest
/// near names through [NearNames]. They are answered and not logged, where a client's words could
/// pass for lines of the log.
@NullMarked
package dev.nabla.refusal;

import org.jspecify.annotations.NullMarked;
