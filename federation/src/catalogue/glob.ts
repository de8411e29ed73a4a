/**
 * True where a text is of the form of a pattern in which `*` stands for any signs, and all other signs for themselves, whatever their capitals. Takes a time in
 * proportion to the text: nothing of a source becomes a regular expression.
 */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const found = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return found === first;
  if (found.length < first.length + last.length || !found.startsWith(first) || !found.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = found.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= found.length - last.length;
}

/** Whether a source takes a resource of a dataset: where it names some, by their titles or addresses. */
export const isTaken = ({ only }: { only?: readonly string[] }, { title, url }: { title: string; url: string }): boolean =>
  only === undefined || only.some((pattern) => matches(pattern, title) || matches(pattern, url));
