// The axis of classification losses: the probability that the model gives the true class.

/** Curves over it and the cursor on it have these points, every half per cent. */
export const probabilityAxis = { from: 0, to: 1, points: 201 };

/** Where the true class is the more probable one of two. */
export function wellClassified(texts) {
  return { from: 0.5, to: 1, class: "", label: texts.wellClassified };
}
