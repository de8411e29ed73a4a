import { canonical } from '../../../packages/base/src/json.ts';
import { readSource } from '../../model/source-text.ts';
import type { Refusal } from './refusal.ts';

const FILE = 'schema/releases.json';

/** What a later version or a new text may change in the entry of a published one. */
const OPEN = ['status', 'appliedBy', 'replacedBy', 'effective', 'legalTexts'];
/** Of versions that were published elsewhere a better source may tell more. What these tools published (`tools`), they know. */
const OPEN_ELSEWHERE = [...OPEN, 'tag', 'provenance'];

type Entry = Record<string, unknown>;

/** The entries of versions that were published when the proposal left its base: what publishing wrote of them stays. `undefined`: there is no such file. */
export function releaseRefusals(before: string | undefined, after: string | undefined): Refusal[] {
  const now = entriesOf(after);
  return [...entriesOf(before)].flatMap(([version, entry]): Refusal[] => {
    const kept = now.get(version);
    const open = 'tools' in entry ? OPEN : OPEN_ELSEWHERE;
    if (version === 'next' || (kept && closed(kept, open) === closed(entry, open))) return [];
    const [fr, en] = kept ? ['y est modifiée', 'is changed there'] : ['en est retirée', 'is removed from it'];
    return [
      {
        kind: 'generated',
        file: FILE,
        fr: `l'entrée de la version ${version}, que sa publication a écrite, ${fr} ; remettez-la comme elle était (git restore)`,
        en: `the entry of version ${version}, which its publication wrote, ${en}; put it back as it was (git restore)`,
      },
    ];
  });
}

const closed = (entry: Entry, open: readonly string[]): string =>
  canonical(Object.fromEntries(Object.entries(entry).filter(([key]) => !open.includes(key))));

function entriesOf(text = ''): Map<string, Entry> {
  const { releases = [] } = (readSource(text).value ?? {}) as { releases?: Entry[] };
  return new Map(releases.map((entry) => [String(entry['version']), entry]));
}
