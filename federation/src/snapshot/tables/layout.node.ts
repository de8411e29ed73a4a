import { loadModelOf, versionIndex } from '../../../../src/validate/registry.node.ts';
import { layoutOf, type TableLayout } from './columns.ts';

/** The tables of all versions that are no draft. */
export async function tableLayout(): Promise<TableLayout> {
  const versions = (await versionIndex()).filter(({ status }) => status !== 'brouillon');
  return layoutOf(await Promise.all(versions.map(({ version }) => loadModelOf(version))));
}
