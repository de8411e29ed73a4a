/** A change of one place of a record. Records are never changed: what is on the way is copied. */
export type Edit = { at: readonly string[]; value: unknown } | { at: readonly string[]; drop: true };

/** The record with the change made. */
export function edited(value: unknown, edit: Edit, depth = 0): unknown {
  const name = edit.at[depth];
  if (name === undefined) return 'value' in edit ? edit.value : value;
  const last = depth === edit.at.length - 1;
  if (Array.isArray(value)) {
    const index = Number(name);
    if (last && 'drop' in edit) return value.toSpliced(index, 1);
    const item = edited((value as unknown[])[index], edit, depth + 1);
    return index < value.length ? value.with(index, item) : [...(value as unknown[]), item];
  }
  if (typeof value !== 'object' || value === null) return value;
  if (last && 'drop' in edit) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return { ...value, [name]: edited((value as Record<string, unknown>)[name], edit, depth + 1) };
}
