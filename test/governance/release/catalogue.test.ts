import { describe, expect, test } from 'vitest';
import { NEWEST, readText } from '../../support/engine.ts';
import { catalogueFaults } from './catalogue.ts';

const withFile = (path: string, text: string | undefined) => (asked: string) => {
  if (asked !== path) return readText(asked);
  if (text === undefined) throw new Error('no such file');
  return text;
};
const SCHEMA = 'schema/decp.schema.json';
const schema = readText(SCHEMA);
const manifest = readText('schemas.yml');

describe('the public catalogue', () => {
  test('takes the repository as it stands', () => {
    expect(catalogueFaults(NEWEST, readText)).toEqual([]);
  });

  test.each<[what: string, tag: string, path: string, text: string | undefined, fault: RegExp]>([
    ['a candidate', '2.1.0-rc.1', '', '', /not three numbers/],
    ['no README', NEWEST, 'README.md', undefined, /README\.md is missing/],
    ['no changelog', NEWEST, 'CHANGELOG.md', undefined, /CHANGELOG\.md is missing/],
    ['an empty page', NEWEST, 'SEE_ALSO.md', '\n', /SEE_ALSO\.md is missing or empty/],
    ['no manifest', NEWEST, 'schemas.yml', undefined, /title is missing/],
    [
      'another path',
      NEWEST,
      'schemas.yml',
      manifest.replace('path: schema/decp.schema.json', 'path: schema/marches.json'),
      /schemas\[0\]\.path is not/,
    ],
    ['no schema', NEWEST, SCHEMA, undefined, /the schema is missing/],
    ['a schema that is not JSON', NEWEST, SCHEMA, '{', /not JSON/],
    ['a schema that is none', NEWEST, SCHEMA, schema.replace('"type": "object"', '"type": "objet"'), /the schema is none/],
    ['definitions elsewhere', NEWEST, SCHEMA, schema.replace('#/definitions/', '#/$defs/'), /is not under #\/definitions\//],
    [
      'a property without text',
      NEWEST,
      SCHEMA,
      schema.replaceAll(/"(title|description)": "[^"]*",?/g, '"$comment": "",'),
      /neither title nor description/,
    ],
  ])('does not take %s', (_, tag, path, text, fault) => {
    expect(catalogueFaults(tag, withFile(path, text)).join('\n')).toMatch(fault);
  });
});
