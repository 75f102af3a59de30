// Figures of points in the plane: what drags, sliders, the page and the address have in common there.

import { newest } from "../newest.js";
import { frame } from "./frame.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";
import { plane } from "./plane.js";

/** The plane is [−extent, extent]². */
export const extent = 3;

/**
 * A plane beside its numbers and controls.
 *
 * @param definition `standard`, the values of the figure, points and parameters; `allowed(key, value)`; `parameters`, those that the page
 *   has too; `points`, as the plane takes them; `controls(set)`, by the names of their values; `beside(controls)`, `below`, elements;
 *   `evaluate(values, signal)`, asked for whenever a value changes, and `map(values, signal)`, whenever one of `mapped` does;
 *   `picture(values, answer, map)`, what the plane shows; `tell(answer, say, values)`, the numbers
 */
export function pointsFigure(container, id, definition, { texts, card, parameters, state, onChange }) {
  const { standard, allowed, mapped } = definition;
  const shell = frame(container, id, texts);
  const changes = follower(card, definition.parameters, parameters);
  let values = state ? unpack(state, standard, allowed) : { ...standard, ...given(card, definition.parameters, parameters) };
  let answer = null;
  let map = [];

  const field = plane({ label: texts.plane, hint: texts.hint, extent, points: definition.points, onmove: (name, place) => set({ [name]: place }) });
  const controls = definition.controls(values, set);
  shell.body.classList.add("figure-beside");
  shell.body.append(...definition.layout(field.element, Object.values(controls).map((control) => control.element)));

  const askAnswer = newest(
    definition.evaluate,
    (found) => {
      answer = found;
      shell.succeed();
      draw();
      definition.tell(answer, values, shell.say);
    },
    shell.fail,
  );
  const askMap = newest(
    definition.map,
    (found) => {
      map = found;
      draw();
    },
    shell.fail,
  );

  function draw() {
    field.show(definition.picture(values, answer, map));
  }

  function set(changed) {
    const before = values;
    values = { ...values, ...changed };
    Object.entries(controls).forEach(([name, control]) => control.set(values[name]));
    askAnswer(values);
    if (mapped.some((name) => values[name] !== before[name])) {
      askMap(values);
    }
    draw();
    onChange(pack(values, standard));
  }

  askAnswer(values);
  askMap(values);
  draw();
  return {
    update({ parameters: next }) {
      const changed = changes(next);
      if (Object.keys(changed).length > 0) {
        set(changed);
      }
    },
    destroy() {
      askAnswer.cancel();
      askMap.cancel();
      field.destroy();
      shell.remove();
    },
  };
}

/** Where gradient descent moves a point. */
export function descent(answer, name) {
  return answer?.gradients[name].map((component) => -component);
}
