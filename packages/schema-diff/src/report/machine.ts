/** The reports that programs read: JSON, workflow commands of GitHub, SARIF. */
import { annotation } from '../../../base/src/layout.ts';
import type { Lang } from '../../../base/src/language.ts';
import { visible } from '../../../base/src/visible.ts';
import { REPORT } from '../compiled/report.ts';
import type { Change, Diff } from '../types.ts';
import { fragmentOf, manyLines, witnessWords } from './fragment.ts';
import { type Names, sectionOf } from './sections.ts';

/** `file`: the next schema, as it was named: annotations are shown beside it. */
export type Compared = { tool: { name: string; version: string }; names: Names; file: string; diff: Diff };

/** The whole answer. Sentences are in both languages. */
export const jsonReport = ({ tool, names, diff }: Compared): string => `${manyLines({ tool, ...names, ...diff })}\n`;

const LEVELS = { breaks: 'error', unknown: 'error', widenings: 'notice', texts: 'notice' } as const;

/** GitHub keeps ten commands of each level, so the breaks come first; changes of texts have none. */
export function githubReport({ names, file, diff }: Compared, { lang }: { lang: Lang }): string {
  const say = REPORT[lang];
  const reported = (['breaks', 'unknown', 'widenings'] as const).flatMap((section) =>
    diff.changes.filter((change) => sectionOf(change) === section),
  );
  const command = (change: Change): string => {
    const [witness] = change.witnesses;
    const proof = witness ? [`${witnessWords(witness, say, names)} ${fragmentOf(witness, change, say.without)}`] : [];
    const message = [visible(change.sentence[lang], 1000), ...proof, change.fingerprint].join('\n');
    return annotation(LEVELS[sectionOf(change)], { file, title: change.kind }, message);
  };
  return [...reported.map(command), annotation('notice', {}, `${say.relation({ ...names, relation: diff.relation })}.`), ''].join(
    '\n',
  );
}

const SARIF = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const SARIF_LEVELS = { breaks: 'error', unknown: 'error', widenings: 'note', texts: 'none' } as const;

/** SARIF 2.1.0 (OASIS): a kind of change is a rule, a change is a result. */
export function sarifReport({ tool, file, diff }: Compared, { lang }: { lang: Lang }): string {
  const kinds = [...new Set(diff.changes.map(({ kind }) => kind))].sort();
  const results = diff.changes.map((change) => {
    const { kind, path, fingerprint, direction, bump, witnesses } = change;
    return {
      ruleId: kind,
      ruleIndex: kinds.indexOf(kind),
      level: SARIF_LEVELS[sectionOf(change)],
      ...(direction === 'none' && { kind: 'informational' }),
      message: { text: visible(change.sentence[lang], 1000) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') } },
          logicalLocations: [{ fullyQualifiedName: path === '' ? '/' : path }],
        },
      ],
      partialFingerprints: { 'schemaChange/v1': fingerprint },
      properties: { direction, bump, ...(witnesses.length > 0 && { witnesses }) },
    };
  });
  const driver = { name: tool.name, semanticVersion: tool.version, language: lang, rules: kinds.map((id) => ({ id })) };
  return `${manyLines({ $schema: SARIF, version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }] })}\n`;
}
