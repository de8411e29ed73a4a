import type { ReactNode } from 'react';
import { EXTENSIONS } from '../../../../src/model/forms.ts';
import { BY_KIND, isBefore } from '../../../../src/model/releases.ts';
import { MIGRATION } from '../../../../src/messages/compiled/migration.ts';
import type { MigratedFile } from '../../../../src/library/page/types.ts';
import { reviewWords } from '../../../../src/report/outcome.ts';
import type { Group } from '../../../../src/report/summary.ts';
import { verdictOf } from '../../../../src/validate/verdict.ts';
import { fieldUrl } from '../../../shared/urls.ts';
import { CodeLink } from '../parts/CodeLink.tsx';
import { Mark } from '../parts/Mark.tsx';
import { ResultHeading } from '../parts/ResultHeading.tsx';
import { ReviewList, SIGNS } from '../parts/Verdict.tsx';
import { focusOf, useRows } from '../parts/use-rows.tsx';
import { nameFor, save } from '../save.ts';
import { usePage } from '../use-page.ts';
import type { MigrateRequest } from './use-migrate.ts';
import { Columns } from '../parts/Columns.tsx';

type Props = { request: MigrateRequest; migrated: MigratedFile };

/** What became of a file that was brought to another version, and what is there to save. */
export function MigrateResult({ request, migrated }: Props): ReactNode {
  const { own } = usePage();
  const { migrate } = own;
  const { groups, to, form, writtenForm } = migrated;
  return (
    <section className="check-result">
      <ResultHeading text={migrate.result({ to, name: request.name })} of={migrated} />
      <State migrated={migrated} />
      {migrated.file && writtenForm !== form && (
        <p className="check-note">{migrate['other-form']({ form: form.toUpperCase(), version: to })}</p>
      )}
      <Saves request={request} migrated={migrated} />
      <Missing migrated={migrated} />
      <Groups groups={groups} />
    </section>
  );
}

/** How many contracts are accepted, whether a file was written, and what to look at before it is published. */
function State({ migrated }: { migrated: MigratedFile }): ReactNode {
  const { records, valid, from, to, file, counts, groups } = migrated;
  const { own, lang, reportWords } = usePage();
  const { migrate } = own;
  const contracts = records.marche + records['contrat-concession'];
  const review = reviewWords(groups, reportWords);
  const verdict = verdictOf(migrated);
  const kind = verdict === 'not-conforming' && file ? 'same' : verdict;
  return (
    <>
      <div className={`check-verdict check-verdict--${kind}`} role="status">
        <p>
          {kind !== 'same' && <span aria-hidden="true">{SIGNS[kind]}</span>}{' '}
          {MIGRATION[lang].state({ contracts, valid, from, to, isSame: from === to })}
        </p>
        <Start migrated={migrated} />
        <p>
          {file
            ? migrate.written({ errors: counts.error })
            : migrate['not-written']({ errors: counts.error, choice: migrate.partial() })}
        </p>
      </div>
      {review && <ReviewList {...review} />}
    </>
  );
}

/** How the version to start from was recognised, where nobody chose it. */
function Start({ migrated: { from, stepsFrom, recognised, starts } }: { migrated: MigratedFile }): ReactNode {
  const { own, lang } = usePage();
  const { migrate } = own;
  if (!recognised) return null;
  const words = MIGRATION[lang];
  const { candidates, reason } = recognised;
  const others = candidates.filter((version) => version !== from);
  const started = Object.entries(starts).map(([version, contracts]) => words.start({ contracts, version }));
  return (
    <p>
      {migrate.recognised({ from, by: reason.by })}{' '}
      {stepsFrom !== from && migrate['as-others']({ by: reason.by, others, isUp: isBefore(stepsFrom, from) })}{' '}
      {migrate['other-start']({ choice: migrate.from() })} {started.length > 1 && words.starts({ starts: started })}
    </p>
  );
}

function Saves({ request, migrated }: Props): ReactNode {
  const { own } = usePage();
  const { migrate } = own;
  const { file, missing, writtenForm, list } = migrated;
  const { name, missing: tableForm } = request;
  const table = missing?.file;
  return (
    <p className="check-buttons">
      {file && (
        <button type="button" className="button button--primary" onClick={() => save(file, migratedName(name, migrated))}>
          {migrate.save({ form: writtenForm.toUpperCase() })}
        </button>
      )}
      {table && (
        <button
          type="button"
          className="button button--secondary"
          onClick={() => save(table, nameFor(migrate['missing-name'](), name, tableForm))}
        >
          {migrate['save-missing']({ form: tableForm.toUpperCase() })}
        </button>
      )}
      {list && (
        <button
          type="button"
          className="button button--secondary"
          onClick={() => save(list, nameFor(migrate['report-name'](), name, 'csv'))}
        >
          {migrate['save-report']()}
        </button>
      )}
    </p>
  );
}

/** `marches.json` in the version 2.1.0 is `marches-2.1.0.json`. */
const migratedName = (name: string, { to, writtenForm }: MigratedFile): string =>
  `${name.replace(/\.gz$/i, '').replace(/\.[a-z0-9]{1,5}$/i, '') || name}-${to}${EXTENSIONS[writtenForm]}`;

/** The code of a field that is missing, and that the data could not give. */
const NO_SOURCE = 'migrate.no-source';

/** The fields that contracts lack: of each, how many do. */
function Missing({ migrated: { missing, groups, to } }: { migrated: MigratedFile }): ReactNode {
  const { own, formatters, base } = usePage();
  const { migrate } = own;
  if (missing)
    return (
      <section>
        <table className="check-groups">
          <caption>{migrate['missing-title']()}</caption>
          <Columns titles={[own['group-column'].field(), own['group-column'].records()]} />
          <tbody>
            {missing.fields.map(({ kind, field, title, contracts }) => (
              <tr key={`${kind} ${field}`}>
                <td>
                  <a href={base + fieldUrl(field).slice(1)} target="_blank" rel="noopener">
                    {title}
                    <span className="lecture-seule"> ({own['new-tab']()})</span>
                  </a>
                  <div>{own.form.contract({ kind })}</div>
                </td>
                <td className="check-number">{formatters.number(contracts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {missing.file ? (
          <p>{migrate.missing({ contracts: missing.contracts, choice: migrate.complete() })}</p>
        ) : (
          <p className="check-note">{migrate['table-too-large']({ contracts: missing.contracts, choice: migrate.table() })}</p>
        )}
      </section>
    );
  // Tables are made from the version with a list of each kind on.
  if (isBefore(to, BY_KIND) && groups.some(({ code }) => code === NO_SOURCE))
    return <p className="check-note">{migrate['no-table']({ version: BY_KIND })}</p>;
  return null;
}

/** What was moved, deduced, lost, missing or refused, by kind and field: the gravest first. */
function Groups({ groups }: { groups: readonly Group[] }): ReactNode {
  const { migrate } = usePage().own;
  const { rows, left, more } = useRows(groups);
  if (groups.length === 0) return <p>{migrate.unchanged()}</p>;
  return (
    <section>
      <h3>{migrate.found()}</h3>
      <ol className="check-places">
        {rows.map((group, i) => (
          <GroupItem key={`${group.code} ${group.key}`} rank={i} group={group} />
        ))}
      </ol>
      {more}
      {left > 0 && <p>{migrate.more({ rows: left })}</p>}
    </section>
  );
}

function GroupItem({ rank, group }: { rank: number; group: Group }): ReactNode {
  const { code, title, field, count, places } = group;
  const { own, formatters, reportWords, spaced } = usePage();
  const { change } = own;
  const where = ({ position, record }: Group['places'][number]): string =>
    [position && reportWords.position(position), record && reportWords.record(record)]
      .filter((part) => part !== undefined)
      .join(', ');
  return (
    <li {...focusOf(rank)}>
      <p className="check-where">
        <Mark of={group} own={own} />{' '}
        <strong>
          {formatters.number(count)} × {title}
        </strong>
        {field !== '' && `${own.colon()}${field}`} <CodeLink code={code} />
      </p>
      {places.slice(0, 1).map((place) => (
        <p key={place.text} className="check-message">
          {where(place) === '' ? '' : `${change.example({ place: where(place) })} `}
          {spaced(place.text)}
        </p>
      ))}
    </li>
  );
}
