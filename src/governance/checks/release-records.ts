import { textsOf } from '../../../packages/base/src/texts.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Erratum } from '../../model/errata.ts';
import { isBefore, isOwn } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { type ReleaseRecord, recordFaults, recordPath, RECORD_SCHEMA } from '../release/record.ts';
import { readErrata } from './errata.ts';
import { checkMarkdown, problemOf } from './faults.ts';
import { metaCheck } from './meta-schema.ts';

/** What a record is held against: the files of `schema/`, the models of all versions, and the days on which versions were published. */
type Given = {
  files: SchemaFiles;
  models: readonly Pick<Model, 'version' | 'rules'>[];
  releases: readonly { version: string; date?: string }[];
};

const NAME = /^(\d+\.\d+\.\d+)\.yaml$/;

/** Checks the records of releases. `records`: the texts of `releases/*.yaml`, by name. */
export function checkReleaseRecords(records: ReadonlyMap<string, string>, given: Given): Problem[] {
  const newest = given.releases.findLast(({ date }) => date !== undefined)?.version ?? '';
  return [...records].flatMap(([name, text]): Problem[] => {
    const [, version] = NAME.exec(name) ?? [];
    const date = given.releases.find((one) => one.version === version)?.date;
    const isKnown = version !== undefined && (date === undefined ? isBefore(newest, version) : isOwn(version));
    if (isKnown) return recordProblems(version, text, date, given);
    return [{ file: `releases/${name}`, ...textsOf(CHECKS, (say) => say['release.file']({ newest })) }];
  });
}

function recordProblems(version: string, text: string, date: string | undefined, { files, models }: Given): Problem[] {
  const file = recordPath(version);
  const { source, problems } = metaCheck(files, RECORD_SCHEMA)(file, text);
  if (problems.length > 0) return problems;
  const folder = date === undefined ? 'next' : version;
  const faults = recordFaults(source.value as ReleaseRecord, {
    isPublished: date !== undefined,
    ...(date !== undefined && { day: date }),
    errata: errataOf(files, folder),
    rules: models.find((model) => model.version === folder)?.rules ?? [],
  });
  return [...faults.map((fault) => problemOf(file, source, fault)), ...checkMarkdown(file, source)];
}

/** The errata of a version; none where their file is wrong, which its own check says. */
function errataOf(files: SchemaFiles, folder: string): readonly Erratum[] {
  const path = `${folder}/errata.yaml`;
  return readErrata(files, `schema/${path}`, files.get(path) ?? '[]').errata;
}
