import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InputError } from '../finding.ts';
import { wantsColour, openOutput, writeWhole } from '../host/output.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { shellWord } from '../host/shell-word.ts';
import { startProgress } from '../host/progress.node.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { INPUT_ERROR } from '../messages/compiled/input-error.ts';
import { PUBLISH } from '../messages/compiled/publish.ts';
import { inForceOf } from '../model/releases.ts';
import { openSources } from '../read/sources.node.ts';
import { allRules } from '../validate/load-rules.node.ts';
import { openFile } from '../validate/open-file.node.ts';
import { versionIndex } from '../validate/registry.node.ts';
import { apiAddress, openPortal } from './client.node.ts';
import { deposit, listedVersions } from './deposit.ts';
import { PublishError } from './failure.ts';
import { datasetBody, DEPOSITED_FORMS, type DepositedForm, fileName, type Licence, resourceBody, SCHEMA } from './metadata.ts';
import type { DepositedFile } from './plan.ts';
import { type Checked, jsonReport, preparedText, type Prepared, sentText } from './report.ts';
import { tokenOf } from './token.node.ts';

type PublishCall = {
  lang: Lang;
  file: string;
  organization: string;
  dataset?: string;
  resource?: string;
  title?: string;
  license: Licence;
  dryRun?: true;
  token?: string;
  tokenFile?: string;
  api: string;
  allowInvalid?: true;
  reviewed?: true;
  allowSmaller?: true;
  format: 'text' | 'json';
};

/**
 * `decp publish FILE --organization ID`: checks a file by the version in force, then deposits it on data.gouv.fr through its API: one dataset, one file in it that each
 * deposit replaces. With `--dry-run` nothing is sent; the report has the metadata and says how to do it by hand.
 */
export async function runPublish(call: PublishCall): Promise<ExitCode> {
  try {
    return await publish(call);
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    console.error(INPUT_ERROR[call.lang].sentence({ file: undefined, text: error.say(PUBLISH[call.lang]) }));
    return error instanceof Refused ? EXIT.findings : EXIT.unreadable;
  }
}

/** A file that the check refuses. */
class Refused extends PublishError {}

async function publish(call: PublishCall): Promise<ExitCode> {
  const { lang, file, format, organization } = call;
  const api = apiAddress(call.api);
  refuseIds(call);
  if (call.title !== undefined && (call.title.trim() === '' || call.title.length > LONGEST_TITLE))
    throw new PublishError((words) => words['bad-title']({ most: LONGEST_TITLE }));
  const token = call.dryRun ? undefined : await tokenOf(call.token, call.tokenFile);
  if (!call.dryRun && token === undefined) throw new PublishError((words) => words['no-token']());
  if (call.token !== undefined) console.error(PUBLISH[lang]['token-seen']());
  const { checked, deposited } = await check(call);
  const prepared: Prepared = {
    ...{ api: api.href, checked, file: deposited },
    dataset: datasetBody(organization, call.license, call.title),
    resource: resourceBody(checked.version, []),
  };
  const page = { lang, tool: packageFacts(), colour: wantsColour() };
  const print = async (text: string): Promise<void> => writeWhole(await openOutput(undefined, []), text);
  if (token === undefined) {
    await print(format === 'json' ? jsonReport(prepared, undefined, page) : preparedText(prepared, call, page));
    return EXIT.conforming;
  }
  const portal = openPortal({ api, token, path: file });
  const resource = resourceBody(checked.version, await listedVersions(portal, SCHEMA));
  const wanted = {
    ...{ organization, resource, file: deposited },
    dataset: prepared.dataset,
    resourceId: call.resource,
    allowSmaller: call.allowSmaller === true,
  };
  const done = await deposit(portal, wanted, call.dataset);
  await print(
    format === 'json' ? jsonReport({ ...prepared, resource }, done, page) : sentText({ ...prepared, resource }, done, page),
  );
  return EXIT.conforming;
}

/** In characters: what udata accepts (`TITLE_SIZE_LIMIT`). */
const LONGEST_TITLE = 350;

/** An id of the portal is of 24 hexadecimal digits (MongoDB), that of a file a UUID. */
const OBJECT_ID = /^[0-9a-f]{24}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids go into addresses, and a wrong one would be looked for in vain. */
function refuseIds({ organization, dataset, resource }: PublishCall): void {
  const wrong = (
    [
      ['--organization', organization, OBJECT_ID],
      ['--dataset', dataset, OBJECT_ID],
      ['--resource', resource, UUID],
    ] as const
  ).find(([, id, form]) => id !== undefined && !form.test(id));
  if (wrong)
    throw new PublishError((words) =>
      words['bad-id']({ option: wrong[0], id: visible(wrong[1] ?? ''), uuid: wrong[2] === UUID }),
    );
}

/** Checks the file by the version in force, and sums its bytes. Throws where it cannot be deposited. */
async function check({
  file,
  lang,
  allowInvalid,
  reviewed,
}: PublishCall): Promise<{ checked: Checked; deposited: DepositedFile }> {
  // A file that is not there is reported as by the other commands, when it is read.
  const info = await stat(file).catch(() => undefined);
  const [source] = await openSources([file]);
  if (!source || file === '-' || info?.isFile() === false || /\.gz$/i.test(file))
    throw new PublishError((words) => words['not-one-file']({ file: visible(file, 200) }));
  const version = inForceOf(await versionIndex());
  const progress = startProgress(source, lang);
  const opened = await openFile(source, { schema: version, rules: allRules(), hashed: true }, progress.onRead);
  const form = DEPOSITED_FORMS.find((one) => one === opened.form);
  if (!form) {
    progress.stop();
    throw new PublishError((words) =>
      words['other-form']({ file: visible(file, 200), word: shellWord(file), form: opened.form }),
    );
  }
  const { parsed, records, counts, toReview, rules } = await opened.check(() => Promise.resolve());
  progress.stop();
  if (!parsed) throw new Refused((words) => words['not-parsed']({ file: visible(file, 200), word: shellWord(file), form }));
  const contracts = records.marche + records['contrat-concession'];
  if (contracts === 0) throw new Refused((words) => words['no-contract']({ file: visible(file, 200) }));
  const errors = counts.error;
  if (errors > 0 && !allowInvalid)
    throw new Refused((words) => words['not-conforming']({ file: visible(file, 200), word: shellWord(file), version, errors }));
  if (toReview > 0 && !reviewed)
    throw new Refused((words) =>
      words['to-review']({ file: visible(file, 200), word: shellWord(file), version, points: toReview }),
    );
  const { sums, size } = await sumsOf(file);
  if (sums['sha256'] !== opened.sha256()) throw new PublishError((words) => words['file-changed']());
  const checked = {
    ...{ file, version, form, errors, toReview },
    marches: records.marche,
    concessions: records['contrat-concession'],
    forecast: rules?.forecast ?? null,
  };
  return { checked, deposited: { name: fileName(form satisfies DepositedForm), size, sums } };
}

/** The sums that udata may give of a file, by their names there (`CHECKSUM_TYPES`); its default is SHA-1. */
const SUMS = ['sha1', 'sha256', 'md5'] as const;

async function sumsOf(path: string): Promise<{ size: number; sums: Record<string, string> }> {
  const hashes = SUMS.map((name) => [name, createHash(name)] as const);
  let size = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      for (const [, hash] of hashes) hash.update(chunk);
    }
  } catch (error) {
    throw new InputError('input.not-readable', { file: path, reason: (error as NodeJS.ErrnoException).code });
  }
  return { size, sums: Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')])) };
}
