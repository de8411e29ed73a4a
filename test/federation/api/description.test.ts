import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { type Description, describedBy } from './described.ts';
import { apiOn } from './stub.ts';

let app: App;
beforeAll(async () => {
  ({ app } = await apiOn(() => Promise.resolve([]), {}, { prefix: 'ocds-abc123', name: 'Ville de Valbourg' }));
});
afterAll(() => app.close());

type Node = { [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** The places of a description where a member or a parameter is without a description of its own; a named schema has it once. */
function undescribed(description: Description): string[] {
  const { schemas } = description.components;
  const isDescribed = ({ description: own, $ref }: Node): boolean =>
    isText(own) ||
    (typeof $ref === 'string' && isText((schemas[$ref.split('/').at(-1) ?? ''] as Node | undefined)?.['description']));
  const within = (value: unknown, at: string): string[] => {
    if (!isNode(value)) return [];
    const members = isNode(value['properties']) ? Object.entries(value['properties']) : [];
    const here = members.flatMap(([name, member]) => (isNode(member) && isDescribed(member) ? [] : [`${at}/properties/${name}`]));
    if (isText(value['in']) && isText(value['name']) && !isDescribed(value)) here.push(at);
    return [...here, ...Object.entries(value).flatMap(([name, member]) => within(member, `${at}/${name}`))];
  };
  return within(description, '');
}

test('each member of each answer, and each parameter, says what it is, in both languages', async () => {
  for (const lang of ['fr', 'en']) {
    const description = await describedBy(app, lang);
    expect(undescribed(description)).toEqual([]);
    const sentences = JSON.stringify(description).match(/"description":"/g) ?? [];
    expect(sentences.length).toBeGreaterThan(300);
  }
});

test('a member, and a parameter, without a description is found', async () => {
  const description = await describedBy(app);
  const planted = structuredClone(description);
  const [parameter] = planted.paths['/v1/bilan']?.['get']?.parameters ?? [];
  Reflect.deleteProperty(parameter ?? {}, 'description');
  Object.assign(planted.components.schemas, {
    Planted: { properties: { mute: { type: 'string' }, refers: { $ref: '#/x/Absent' } } },
  });
  expect(undescribed(planted)).toEqual([
    '/components/schemas/Planted/properties/mute',
    '/components/schemas/Planted/properties/refers',
    '/paths//v1/bilan/get/parameters/0',
  ]);
});
