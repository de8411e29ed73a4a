/**
 * The model of the golden files. It must not change with a proposal, so it is built from a frozen version, with the texts of
 * fields as released (those of `schema/fields` may be corrected at any time for all versions).
 */
import { readTree } from '../../src/host/tree.node.ts';
import { loadModel } from '../../src/model/load.ts';
import { bundleVersion } from '../../src/model/read-version.node.ts';
import { GOLDEN, readJsonFile, ROOT } from './engine.ts';

const folder = `${ROOT}schema/${GOLDEN}`;
const { $id } = readJsonFile(`schema/${GOLDEN}/bundled/decp.schema.json`) as { $id: string };
const bundle = await bundleVersion(folder, $id);
const codelistsAndRules = await readTree(folder, (path) => /^(codelists|rules)\//.test(path));
const fields = await readTree(`${ROOT}test/golden/fields`);

export const goldenModel = loadModel(
  new Map([
    ['decp.schema.json', JSON.stringify(bundle)],
    ...codelistsAndRules,
    ...[...fields].map(([path, text]): [string, string] => [`fields/${path}`, text]),
  ]),
  GOLDEN,
);
