type Field = HTMLInputElement | HTMLSelectElement;

/** Fills the fields from the query of the address, each under its name, and gives what writes them there. A choice that the page does not offer is none. */
export function keepInAddress(fields: Readonly<Record<string, Field>>): () => void {
  const asked = new URLSearchParams(location.search);
  for (const [name, field] of Object.entries(fields)) {
    const value = asked.get(name) ?? '';
    if (field instanceof HTMLInputElement || [...field.options].some((option) => option.value === value)) field.value = value;
  }
  return () => {
    const query = new URLSearchParams(location.search);
    for (const [name, { value }] of Object.entries(fields)) {
      if (value === '') query.delete(name);
      else query.set(name, value);
    }
    const text = query.size > 0 ? `?${query.toString()}` : '';
    // The state is the router's: with it the way back stays what it was.
    history.replaceState(history.state, '', location.pathname + text + location.hash);
  };
}
