/** How to correct a member that a version of the standard does not have, as `decp validate` says it: all that this needs is kept of a finding. */
import type { Lang } from '../../packages/base/src/language.ts';
import { onceEach } from '../../src/host/once.ts';
import { versionsWith } from '../../src/model/history.ts';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { schemaAt } from '../../src/model/locate.ts';
import { describer } from '../../src/validate/describer.node.ts';
import { loadModelOf, readHistory, versionIndex } from '../../src/validate/registry.node.ts';
import { UNNAMED } from './judge/engine.node.ts';

/** A finding as verdicts have it. `standard`: null for what is about a file; `kind`: of its record, where it is known. */
type Kept = { code: string; field: string; standard: string | null; kind?: RecordKind };

/** Returns what gives the advice on a finding, in a language; undefined where nothing more can be said than what its code says. */
export const adviceIn = onceEach(async (lang: string): Promise<(finding: Kept) => string | undefined> => {
  const history = await readHistory();
  const versions = new Map(
    await Promise.all(
      (await versionIndex()).map(async ({ version }) => {
        const model = await loadModelOf(version);
        return [version, { model, describe: await describer(model, [], lang as Lang) }] as const;
      }),
    ),
  );
  return ({ code, field, standard, kind: of }) => {
    const version = versions.get(standard ?? '');
    const names = field.split('/').slice(1);
    const property = names.at(-1);
    if (code !== 'schema.additionalProperties' || version === undefined || property === undefined || names.includes(UNNAMED))
      return undefined;
    const { model, describe } = version;
    // Of the first record of a list; that of an item, of its first.
    const path = `/marches/0/${names.map((name) => (name === '*' ? '0' : name)).join('/')}`;
    const inRecord = names.filter((name) => name !== '*').join('.');
    const parent = path.slice(0, path.lastIndexOf('/'));
    const kinds = (of === undefined ? RECORD_KINDS : [of]).filter(
      (kind) => schemaAt(model, kind, parent) !== undefined && schemaAt(model, kind, path) === undefined,
    );
    const known = kinds.filter((kind) => versionsWith(history, kind, inRecord, model.version).length > 0);
    const texts = (known.length > 0 ? known : kinds).map(
      (kind) => describe({ code, severity: 'error', path, record: { kind, index: 0 }, params: { property } }).remedy,
    );
    return texts.length === 0 ? undefined : [...new Set(texts)].join(' ');
  };
});
