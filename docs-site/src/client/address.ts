type Field = HTMLInputElement | HTMLSelectElement;

/** Form fields that are synchronised with the query of the URL. */
export type InAddress = { read: () => void; write: () => void };

/**
 * Synchronises fields with the query, each under its name. `read` fills the fields; a value that a select does not offer is
 * ignored. `write` updates the query.
 */
export const inAddress = (fields: Readonly<Record<string, Field>>): InAddress => ({
  read() {
    const query = new URLSearchParams(location.search);
    for (const [name, field] of Object.entries(fields)) fill(field, query.get(name) ?? '');
  },
  write() {
    const query = new URLSearchParams(location.search);
    for (const [name, { value }] of Object.entries(fields)) {
      if (value === '') query.delete(name);
      else query.set(name, value);
    }
    replaceQuery(query);
  },
});

function fill(field: Field, value: string): void {
  const offered = field instanceof HTMLInputElement || [...field.options].some((option) => option.value === value);
  const filled = offered ? value : '';
  // Setting an unchanged value would move the cursor of someone who is typing.
  if (field.value !== filled) field.value = filled;
}

function replaceQuery(query: URLSearchParams): void {
  const search = query.size > 0 ? `?${query.toString()}` : '';
  if (search === location.search) return;
  history.replaceState(history.state, '', location.pathname + search + location.hash);
  // The router only notices the change through a popstate event; links to the other language carry the query.
  dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }));
}
