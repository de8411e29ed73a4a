import { readdirSync, readFileSync } from 'node:fs';
import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { parsed } from '../src/governance/build/imports.ts';
import { under } from '../src/host/paths.node.ts';
import { CODE_FOLDERS } from './support/architecture.ts';

/**
 * The classes that any object of the same shape may stand for, as the compiler sees it: those with nothing private that extend no other. Such an
 * object was made by no constructor, and `instanceof` does not know it.
 */
function lookalikes(path: string, text: string): string[] {
  const found: string[] = [];
  if (!/\bclass\b/.test(text)) return found;
  const look = ({ id, superClass, body }: ClassLike): void => {
    const isPrivate = body.body.some((member) => 'key' in member && member.key.type === 'PrivateIdentifier');
    if (superClass === null && !isPrivate) found.push(`${path}: ${id?.name ?? 'a class without a name'}`);
  };
  new Visitor({ ClassDeclaration: look, ClassExpression: look }).visit(parsed(path, text));
  return found;
}

type ClassLike = {
  id: { name: string } | null;
  superClass: object | null;
  body: { body: (object | { key: { type: string } })[] };
};

test('no object literal passes for what a class of the sources has made', () => {
  const found = CODE_FOLDERS.flatMap((folder) =>
    readdirSync(under(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.d\.ts$|fast-validate[\\/]src[\\/]assembly/.test(name))
      .flatMap((name) => lookalikes(`${folder}/${name}`, readFileSync(under(folder, name), 'utf8'))),
  );
  expect(found).toEqual([]);
});

test.each([
  ['class A { b = 1; }', ['planted.ts: A']],
  ['export const a = class { b = 1; };', ['planted.ts: a class without a name']],
  ['class A { #b = 1; c = () => this.#b; }', []],
  ['class A extends Error { b = 1; }', []],
])('%s', (text, found) => {
  expect(lookalikes('planted.ts', text)).toEqual(found);
});
