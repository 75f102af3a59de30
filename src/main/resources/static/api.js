// The service that this page came from. Every number on the page comes through here.

/** An answer other than a success; `problem` is the RFC 9457 problem, where there is one. */
export class ServiceError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem ?? { status, title: `HTTP ${status}`, detail: "", errors: [] };
  }
}

const collections = { activation: "activations", loss: "losses" };

/** The path of a function, `kind` being "activation" or "loss". */
export function pathOf(kind, name) {
  return `/v1/${collections[kind]}/${encodeURIComponent(name)}`;
}

async function request(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    headers: { Accept: "application/json", ...options.headers },
  });
  const text = await response.text();
  if (!response.ok) {
    throw new ServiceError(response.status, parsed(text));
  }
  return text;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function get(path, signal) {
  return JSON.parse(await request(path, { signal }));
}

const kept = new Map();

/** What a path answers, asked for once; the catalogue changes with the build only. */
function once(path) {
  if (!kept.has(path)) {
    const answer = get(path);
    answer.catch(() => kept.delete(path));
    kept.set(path, answer);
  }
  return kept.get(path);
}

/** The cards of all functions, activations first. */
export async function cards() {
  const lists = await Promise.all([once("/v1/activations"), once("/v1/losses")]);
  return lists.flat();
}

/** One card; aliases resolve too. */
export async function getCard(kind, name) {
  const card = (await cards()).find(
    (it) => it.kind === kind && (it.name === name || it.aliases.includes(name)),
  );
  return card ?? get(pathOf(kind, name));
}

/** Which losses fit which model. */
export function guide() {
  return once("/v1/guide");
}

/**
 * A function along an axis.
 *
 * @param query `axis`, `from`, `to`, `points`, `outputs`, parameters and open inputs; null parameters are sent as
 *   `null`, undefined ones not at all, arrays as JSON
 */
export function curve(kind, name, query = {}, { signal } = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(key, Array.isArray(value) ? JSON.stringify(value) : String(value));
    }
  }
  return get(`${pathOf(kind, name)}/curve?${search}`, signal);
}

/** Values and gradients of a request, as text exactly as the service wrote it. */
export function evaluateText(kind, name, body, { signal } = {}) {
  return request(pathOf(kind, name), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    signal,
  });
}

/** Values and gradients of a request; non-finite numbers are the strings that the service has for them. */
export async function evaluate(kind, name, body, { signal } = {}) {
  return JSON.parse(await evaluateText(kind, name, JSON.stringify(body), { signal }));
}
