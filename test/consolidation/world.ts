/** A small world of the national consolidation, as cases write it, and what becomes of it. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { contentOf } from '../../src/consolidation/parse.ts';
import type { Process } from '../../src/consolidation/processes.ts';
import { Consolidation, type Judge, type Place, type Report } from '../../src/consolidation/replay.ts';
import type { Resource } from '../../src/consolidation/listing.ts';

type CaseFile = {
  ref: string;
  process: string;
  title: string;
  url: string;
  last_modified: string;
  dataset?: string;
  id?: string;
  encoding?: string;
  missing?: boolean;
} & ({ input: unknown } | { text: string });

type CasePass = { now: string; reset?: boolean; rebuild?: string; files: CaseFile[] };

export type CaseWorld = { passes: CasePass[]; missing_datasets?: string[] };

type CaseResource = Resource & { ref: string; bytes: Uint8Array | null };

export type Outcome = {
  runs: { read: string[]; stopped: string[]; lost: string[]; unread: string[]; failed: string | undefined; isStable: boolean }[];
  files: Record<string, string[]>;
  refused: { key: string; path: string; keyword: string }[];
  database: string[];
  maxDate: Record<string, string | null>;
  consolidation: Consolidation<CaseResource>;
};

export async function outcomeOf(
  { passes, missing_datasets = [] }: CaseWorld,
  processes: readonly Process[],
  judge: Judge,
): Promise<Outcome> {
  const consolidation = new Consolidation<CaseResource>(processes, {
    judge,
    content: (file, process) => file.bytes && contentOf(file.bytes, process),
  });
  const runs: Outcome['runs'] = [];
  const refused: Outcome['refused'] = [];
  for (const { now, reset, rebuild, files } of passes) {
    const listings = new Map(
      processes.map((process) => {
        const own = files.filter((file) => file.process === process.name);
        const resourcesOf = (dataset: string, number: number): CaseResource[] =>
          own.filter((file) => (file.dataset === undefined ? number === 0 : file.dataset === dataset)).map(resourceOf);
        return [
          process.name,
          process.datasets.map((dataset, number) => (missing_datasets.includes(dataset) ? null : resourcesOf(dataset, number))),
        ];
      }),
    );
    const report = await consolidation.pass({
      now: now.replace('T', ' '),
      listings,
      ...(reset !== undefined && { isReset: reset }),
      ...(rebuild !== undefined && { year: rebuild }),
    });
    runs.push(runOf(report));
    refused.push(...report.refused.map(({ place, refusal }) => ({ key: keyOf(place), ...refusal })));
  }
  return {
    ...{ runs, refused, consolidation },
    files: Object.fromEntries(
      [...consolidation.files].map(([name, rows]) => [`decp-${name}.json`, rows.map(({ place }) => keyOf(place))]),
    ),
    database: [...consolidation.database.values()].map(({ place }) => keyOf(place)),
    maxDate: Object.fromEntries([...consolidation.database.values()].map(({ place, stored }) => [keyOf(place), stored.last])),
  };
}

const runOf = ({ read, stopped, lost, unread, failed, isStable }: Report<CaseResource>): Outcome['runs'][number] => ({
  read: read.map(({ resource, time }) => `${resource.ref} ${time}`),
  stopped: stopped.map(({ file, error }) => `${file.ref}: ${error.name === 'DataError' ? 'TypeError' : error.name}`),
  lost: lost.map(({ process, error }) => `${process}: ${error.message}`),
  unread: unread.map(({ file, reason }) => `${file.ref}: ${reason}`),
  failed: failed?.message,
  isStable,
});

export const keyOf = ({ file, kind, index }: Place<CaseResource>): string => `${file.ref}#${kindLetter(kind)}${index}`;

const kindLetter = (kind: RecordKind): string => (kind === 'marche' ? 'm' : 'c');

function resourceOf(file: CaseFile): CaseResource {
  const { ref, title, url, last_modified: modified, id = ref, missing } = file;
  return { ref, id, title, url, modified, bytes: missing === true ? null : bytesOf(file) };
}

function bytesOf(file: CaseFile): Uint8Array {
  const text = 'text' in file ? file.text : JSON.stringify(file.input);
  const encoding = (file.encoding ?? 'utf-8').toLowerCase();
  if (encoding === 'utf-8-sig') return Buffer.from(`\uFEFF${text}`);
  return encoding === 'utf-8' ? Buffer.from(text) : latin(text);
}

/** ISO 8859-15, which is ISO 8859-1 but for a few characters. */
const latin = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => (character === '€' ? 0xa4 : character.charCodeAt(0)));
