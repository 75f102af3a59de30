// Work that is asked for faster than it can be done.

/**
 * A function that runs `work(argument, signal)` at most once a frame and never twice at a time, and hands its result to
 * `deliver`. Of the calls that come meanwhile the newest is kept, so results arrive in order and the last one is always
 * of the last call. `cancel()` drops whatever is under way.
 */
export function newest(work, deliver, fail) {
  let waiting = null;
  let running = null;
  let frame = 0;

  function start() {
    frame = 0;
    if (running || !waiting) {
      return;
    }
    const [argument] = waiting;
    waiting = null;
    const controller = new AbortController();
    running = controller;
    work(argument, controller.signal)
      .then((result) => !controller.signal.aborted && deliver(result, argument))
      .catch((error) => !controller.signal.aborted && fail(error, argument))
      .finally(() => {
        if (running === controller) {
          running = null;
          next();
        }
      });
  }

  function next() {
    if (waiting && !frame && !running) {
      frame = requestAnimationFrame(start);
    }
  }

  function ask(argument) {
    waiting = [argument];
    next();
  }

  ask.cancel = () => {
    running?.abort();
    running = null;
    waiting = null;
  };
  return ask;
}
