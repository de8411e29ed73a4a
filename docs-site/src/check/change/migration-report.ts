/** The report of a migration for programs: that of `decp migrate --format json`. */
import type { MigratedFile } from '../../../../src/library/page/types.ts';
import type { Places } from '../../../../src/migrate/migrate-file.ts';
import { EXTENSIONS } from '../../../../src/model/forms.ts';
import { BY_KIND, isBefore } from '../../../../src/model/releases.ts';
import { NO_WORDS } from '../../../../src/report/summary.ts';
import { name as program, version } from '../../../../package.json';
import type { MigrateRequest, Migration } from './use-migrate.ts';

/** `marches.json` in the version 2.1.0 is `marches-2.1.0.json`. */
export const migratedName = (name: string, { to, writtenForm }: MigratedFile): string =>
  `${name.replace(/\.gz$/i, '').replace(/\.[a-z0-9]{1,5}$/i, '') || name}-${to}${EXTENSIONS[writtenForm]}`;

/** `names`: of the file that was written and of the table to complete, as they are saved. */
export async function reportJson(
  request: MigrateRequest,
  { migrated, findings }: Migration,
  names: { output: string; missing: string },
): Promise<string> {
  const { jsonMigrationReport } = await import('../../../../src/migrate/report.ts');
  const { form, writtenForm, from, to, file, records, starts, valid, counts, missing } = migrated;
  const report = jsonMigrationReport({ name: program, version });
  for (const { in: about = 'input', words = NO_WORDS, ...finding } of findings)
    report.finding({ finding, about, ...placesOf(finding) }, () => words);
  return report.end({
    input: { file: request.name, format: form },
    output: { file: names.output, format: writtenForm },
    ...{ from, to, written: file !== undefined, records, starts, valid, counts },
    // Versions with one list for both kinds have no table, nor has a list that is too large for a workbook.
    ...(!isBefore(to, BY_KIND) &&
      (!missing || missing.file) && { missing: { file: names.missing, contracts: missing?.contracts ?? 0 } }),
  });
}

const placesOf = ({ start, field, there }: Places): Places => ({
  ...(start !== undefined && { start }),
  ...(field !== undefined && { field }),
  ...(there !== undefined && { there }),
});
