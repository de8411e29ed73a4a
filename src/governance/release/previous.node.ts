import { readFile } from 'node:fs/promises';
import { subschemas } from '../../model/walk.ts';
import type { JsonSchema } from '../../../packages/schema-diff/src/index.ts';
import type { Field, Model, Schema } from '../../model/types.ts';
import { readVersion } from '../../model/read-version.node.ts';
import type { Side } from '../compare/side.node.ts';
import { under } from '../../host/paths.node.ts';

/**
 * A release as it was published, texts included: these stand in its frozen bundle. Its folder read today gives it the texts of today, beside which
 * a text that was mended since shows no difference.
 */
export async function releasedSide(version: string): Promise<Side & { model: Model }> {
  const read = await readVersion(under('schema'), version);
  const bundle = await readFile(under('schema', version, 'bundled', 'decp.schema.json'), 'utf8');
  const model = withTexts(read, JSON.parse(bundle) as Schema);
  return { told: { name: version, version }, schema: model.schema as JsonSchema, model, number: version, errata: [] };
}

function withTexts(model: Model, schema: Schema): Model {
  const published = [...subschemas(schema)].flatMap(([, node]): [string, Field][] => {
    const id = node['x-field'];
    const field = model.fields[id ?? ''];
    return id !== undefined && field ? [[id, { ...field, ...textsOf(node, field) }]] : [];
  });
  return { ...model, schema, fields: { ...model.fields, ...Object.fromEntries(published) } };
}

/** A bundle holds the texts of its fields (`loadModel` copied them in). */
function textsOf(node: Schema, { title, description }: Field): Pick<Field, 'title' | 'description'> {
  const said = (key: string, otherwise: string): string => (typeof node[key] === 'string' ? node[key] : otherwise);
  return {
    title: { fr: said('title', title.fr), en: said('x-title-en', title.en) },
    description: { fr: said('description', description.fr), en: said('x-description-en', description.en) },
  };
}
