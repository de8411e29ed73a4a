/** Faults planted in a generated XSD: each thing that it says left out or tightened, one at a time. */
type Mutant = { place: string; schema: string };
type Plant = { find: RegExp; replace: string };

/** What is replaced, and by what; each place of the schema is a mutant. */
export const PLANTS: readonly (readonly [name: string, find: RegExp, replace: string])[] = [
  ['a pattern or a bound is dropped', /<xs:(?:pattern|minLength|maxLength|minInclusive|maxInclusive) value="[^"]*"\/>/g, ''],
  ['a code is dropped', /<xs:enumeration value="[^"]*"(?:\/>|>[\s\S]*?<\/xs:enumeration>)/g, ''],
  ['an element may be left out', /(?<=<xs:element name="[^"]+" type="[^"]+")(?! minOccurs)/g, ' minOccurs="0"'],
  ['an optional element must be there', / minOccurs="0"/g, ''],
  ['a list holds one item at most', / maxOccurs="unbounded"/g, ''],
  ['twins are accepted', /<xs:unique [\s\S]*?<\/xs:unique>/g, ''],
  ['a part of a key is left out', /(?<=<xs:field xpath="[^"]+"\/>\s*)<xs:field xpath="[^"]+"\/>/g, ''],
];

/** Every mutant of a plant, with the place where it stands. */
export function mutantsOf(schema: string, { find, replace }: Plant): Mutant[] {
  return [...schema.matchAll(find)].map((match) => {
    const before = schema.slice(0, match.index);
    const place = `line ${before.split('\n').length}: ${/[^\n]*/.exec(match[0])?.[0] ?? ''}`;
    return { place, schema: before + replace + schema.slice(match.index + match[0].length) };
  });
}
