import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { FEDERATION_CONSOLIDATE } from '../../../src/messages/compiled/federation-consolidate.ts';
import { damagedContents } from '../archive/damage.node.ts';
import type { Federation } from '../federation.ts';
import { damagedLines, givenUpLines } from '../jobs/summary.node.ts';
import { wantIndex } from '../search/index.node.ts';
import { consolidate } from './consolidate.node.ts';
import { type Erased, eraseRecord } from './erase.node.ts';
import { lockContracts } from './lock.node.ts';
import { type Hindrance, rebuild } from './rebuild.node.ts';

const print = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** `decp-federation consolidate`: makes the contracts of all keys that changed again. */
export async function runConsolidate(federation: Federation): Promise<ExitCode> {
  print([FEDERATION_CONSOLIDATE[federation.lang].consolidated(await consolidate(federation))]);
  return EXIT.conforming;
}

/** `decp-federation index`: makes the index that the API reads; from then on each consolidation keeps it. */
export async function runIndex(federation: Federation): Promise<ExitCode> {
  const say = FEDERATION_CONSOLIDATE[federation.lang];
  const { store, now } = federation;
  const isNew = await store.session((session) =>
    session.transaction(async () => {
      await lockContracts(store, session);
      return wantIndex(session, now());
    }),
  );
  await consolidate(federation);
  if (!isNew) {
    print([say['indexed-before']()]);
    return EXIT.conforming;
  }
  const [{ contracts } = { contracts: 0 }] = await store.query<{ contracts: number }>(
    'select count(*) as contracts from search where not withdrawn',
  );
  print([say.indexed({ contracts })]);
  return EXIT.conforming;
}

/** `decp-federation erase --record HASH --reason TEXT`: erases a record, and says what stays. Ends with 2 where there is none of this hash. */
export async function runErase(
  { record, reason }: { record: string; reason: string },
  federation: Federation,
): Promise<ExitCode> {
  const say = FEDERATION_CONSOLIDATE[federation.lang];
  const hash = hashOf(record);
  const erased = hash !== undefined && reason.trim() !== '' ? await eraseRecord(federation, hash, reason.trim()) : undefined;
  if (erased === undefined) {
    console.error(
      hash === undefined
        ? say['erase.bad-record']({ record })
        : reason.trim() === ''
          ? say['erase.no-reason']()
          : say['erase.unknown']({ record: hash }),
    );
    return EXIT.unreadable;
  }
  print(erasedLines(erased, federation.lang));
  return EXIT.conforming;
}

/** The hash of a record as PostgreSQL writes it, undefined where a text is none. */
function hashOf(text: string): string | undefined {
  const digits = text.trim().toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(digits)) return undefined;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function erasedLines({ record, again, contents, snapshots, moved, alike, others }: Erased, lang: Federation['lang']): string[] {
  const say = FEDERATION_CONSOLIDATE[lang];
  const stays = [
    say['erase.hash'](),
    ...contents.map((content) => say['erase.content'](content)),
    ...snapshots.map((folder) => say['erase.snapshot']({ folder })),
    say['erase.copies']({ moved }),
    say['erase.database'](),
    say['erase.source'](),
    ...alike.map((other) => say['erase.alike']({ record: other })),
    ...others.map((other) => say['erase.other']({ record: other })),
  ];
  return [say['erase.done']({ record, again: again ? 'yes' : 'no' }), say['erase.stays'](), ...stays.map((line) => `- ${line}`)];
}

/** `decp-federation rebuild --yes`: makes the database again from the archive and the catalogue. Ends with 2 where it cannot, 1 where a version could not be judged, or was given up. */
export async function runRebuild({ yes }: { yes?: true }, federation: Federation): Promise<ExitCode> {
  const say = FEDERATION_CONSOLIDATE[federation.lang];
  if (!yes) {
    console.error(say['rebuild.confirm']());
    return EXIT.unreadable;
  }
  const rebuilt = await rebuild(federation);
  if (Array.isArray(rebuilt)) {
    console.error([say['rebuild.hindered'](), ...rebuilt.map((one) => hindranceLine(one, federation.lang))].join('\n'));
    return EXIT.unreadable;
  }
  const { resources, versions, erasures, judged, consolidated } = rebuilt;
  const damaged = await damagedContents(federation);
  print([
    say['rebuild.done']({ resources, versions, records: judged.records, erasures }),
    ...judged.failed.map((one) => say['rebuild.failed']({ ...one, version: String(one.version) })),
    ...givenUpLines(judged.givenUp, federation.lang),
    ...damagedLines(damaged, federation.lang),
    say.consolidated(consolidated),
  ]);
  return judged.failed.length + judged.givenUp.length + damaged.count > 0 ? EXIT.findings : EXIT.conforming;
}

function hindranceLine(one: Hindrance, lang: Federation['lang']): string {
  const say = FEDERATION_CONSOLIDATE[lang];
  return one.fault === 'absent' ? say['rebuild.absent'](one) : say['rebuild.dataset'](one);
}
