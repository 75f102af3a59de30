// The pictures of a function besides its curve.

/** A list of `{id, mount}`, empty for a function without pictures. */
export async function figuresOf() {
  return [];
}
