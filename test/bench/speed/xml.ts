import { SaxesParser } from 'saxes';

/** The names of the elements of an XML text in their order, and the attributes of the first. Throws when the text is not well-formed. */
export function saxes(xml: string): { names: string[]; attributes: Record<string, string> } {
  const names: string[] = [];
  let attributes: Record<string, string> | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    names.push(tag.name);
    attributes ??= tag.attributes as Record<string, string>;
  });
  parser.write(xml).close();
  return { names, attributes: attributes ?? {} };
}
