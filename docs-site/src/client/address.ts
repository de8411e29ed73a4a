type Field = HTMLInputElement | HTMLSelectElement;

/** Fields that stand in the query of the address, each under its name. */
export type InAddress = { read: () => void; write: () => void };

/** `read` fills the fields from the address: a choice that the page does not offer is none. `write` puts them there, in place of what stood there. */
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
  // Who types keeps the place of the cursor.
  if (field.value !== filled) field.value = filled;
}

function replaceQuery(query: URLSearchParams): void {
  const search = query.size > 0 ? `?${query.toString()}` : '';
  if (search === location.search) return;
  history.replaceState(history.state, '', location.pathname + search + location.hash);
  // The router looks at the address when it is reported of a step in the history: links to the other language carry the query from there.
  dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }));
}
