// Figures of points in the plane: what drags, sliders, the page and the address have in common there.

import { frame } from "./frame.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";
import { plane } from "./plane.js";

/**
 * A plane beside its numbers and controls.
 *
 * @param definition `extent` of the plane; `standard`, the values of the figure, places of points first; `allowed(key, value)`, of
 *   those that are no places; `parameters`, those that the page has too; `points`, as the plane takes them; `controls(values, set)`, by the names of their values; `layout(field, controls)`,
 *   the elements; `evaluate(values, signal)`, asked for whenever a value changes, and `map(values, signal)`, whenever one of
 *   `mapped` does; `picture(values, answer, map)`, what the plane shows; `tell(answer, values, say)`, the numbers
 */
export function pointsFigure(container, id, definition, { texts, card, parameters, state, onChange }) {
  const { standard, extent, mapped } = definition;
  const inside = (place) => place.every((at) => Math.abs(at) <= extent);
  const allowed = (key, value) => (Array.isArray(value) ? inside(value) : definition.allowed(key, value));
  const shell = frame(container, id, texts);
  const changes = follower(card, definition.parameters, parameters);
  let values = state
    ? unpack(state, standard, allowed)
    : { ...standard, ...given(card, definition.parameters, parameters) };
  let answer = null;
  let map = [];

  const field = shell.part(
    plane({
      label: texts.plane,
      hint: texts.hint,
      extent,
      points: definition.points,
      onmove: (name, place) => set({ [name]: place }),
    }),
  );
  const controls = definition.controls(values, set);
  shell.body.classList.add("figure-beside");
  shell.body.append(
    ...definition.layout(
      field.element,
      Object.values(controls).map((control) => control.element),
    ),
  );

  const askAnswer = shell.asking(definition.evaluate, (found) => {
    answer = found;
    draw();
    definition.tell(answer, values, shell.say);
  });
  const askMap = shell.asking(definition.map, (found) => {
    map = found;
    draw();
  });

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
    destroy: shell.destroy,
  };
}

/** Where gradient descent moves a point. */
export function descent(answer, name) {
  return answer?.gradients[name].map((component) => -component);
}
