import { type ReactNode, useId, useRef, useState } from 'react';
import { EXTENSIONS, TABLE_FORMS } from '../../../../src/model/forms.ts';
import { guideUrl } from '../../../shared/urls.ts';
import { Failed, Unread } from '../parts/Failed.tsx';
import { RunningBox, Spoken } from '../parts/RunningBox.tsx';
import { VersionSelect } from '../parts/VersionSelect.tsx';
import { usePage } from '../use-page.ts';
import { IN_FORCE } from '../versions.ts';
import { MigrateResult } from './MigrateResult.tsx';
import { type MigrateChoice, type MigrateState, useMigrate } from './use-migrate.ts';

/** The version that the State applies, and nothing written that a person has not asked for. */
const FIRST: MigrateChoice = { from: '', to: IN_FORCE, partial: false, missing: 'xlsx', complete: undefined };

/** Brings the file that was compared to another version, to be saved with the list of what is missing. */
export function MigrateBox({ file, name }: { file: Blob; name: string }): ReactNode {
  const { own, lang, root, base } = usePage();
  const { migrate } = own;
  const { state, start, cancel } = useMigrate();
  const [choice, setChoice] = useState<MigrateChoice>(FIRST);
  const choose = (next: Partial<MigrateChoice>): void => setChoice({ ...choice, ...next });
  const button = useRef<HTMLButtonElement>(null);
  const stop = (): void => {
    // The button that was pressed goes away with the progress: the focus would be lost.
    button.current?.focus();
    cancel();
  };
  return (
    <section className="check-migrate">
      <h2>{migrate.title({ version: choice.to })}</h2>
      <p>
        {migrate.why()} <a href={base + guideUrl('migrer').slice(1)}>{migrate.guide()}</a>.
      </p>
      <Choices choice={choice} onChoose={choose} />
      <p className="check-buttons">
        <button
          type="button"
          className="button button--secondary"
          aria-disabled={state.step === 'running'}
          ref={button}
          onClick={() => state.step !== 'running' && start({ ...choice, file, name, lang, root })}
        >
          {migrate.start({ version: choice.to })}
        </button>
      </p>
      {isShown(state, file, choice) && <Outcome state={state} onCancel={stop} />}
    </section>
  );
}

/** A file that was written is shown until another one is compared; a refusal only as long as what was asked for is still chosen. */
function isShown(
  state: MigrateState,
  file: Blob,
  { from, to, partial, missing, complete }: MigrateChoice,
): state is Exclude<MigrateState, { step: 'idle' }> {
  if (state.step === 'idle' || state.request.file !== file) return false;
  if (state.step === 'running' || (state.step === 'done' && state.migrated.file)) return true;
  const asked = state.request;
  const isSame = asked.from === from && asked.to === to && asked.partial === partial && asked.missing === missing;
  return isSame && asked.complete === complete;
}

type ChoicesProps = { choice: MigrateChoice; onChoose: (next: Partial<MigrateChoice>) => void };

function Choices({ choice: { from, to, missing, partial, complete }, onChoose }: ChoicesProps): ReactNode {
  const { own } = usePage();
  const { migrate } = own;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className="check-options">
        <VersionSelect
          own={own}
          label={migrate.from()}
          value={from}
          detected
          onChange={(version) => onChoose({ from: version })}
        />
        <VersionSelect own={own} label={migrate.to()} value={to} onChange={(version) => onChoose({ to: version })} />
        <span className="check-choice">
          <label htmlFor={`${id}-table`}>{migrate.table()}</label>
          <select
            id={`${id}-table`}
            value={missing}
            onChange={({ target }) => onChoose({ missing: TABLE_FORMS.find((form) => form === target.value) ?? 'xlsx' })}
          >
            {TABLE_FORMS.map((form) => (
              <option key={form} value={form}>
                {migrate['table-form']({ form })}
              </option>
            ))}
          </select>
        </span>
      </p>
      <p>
        <input
          id={`${id}-partial`}
          type="checkbox"
          checked={partial}
          onChange={({ target }) => onChoose({ partial: target.checked })}
        />{' '}
        <label htmlFor={`${id}-partial`}>{migrate.partial()}</label>
      </p>
      <p>
        <input
          ref={input}
          id={`${id}-complete`}
          className="check-file"
          type="file"
          accept={TABLE_FORMS.map((form) => EXTENSIONS[form]).join()}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            // The same file may be chosen again, once more of it is filled in.
            currentTarget.value = '';
            if (file) onChoose({ complete: file });
          }}
        />
        <label htmlFor={`${id}-complete`} className="button button--secondary">
          {migrate.complete()}
        </label>{' '}
        <span role="status">{complete && migrate.completed({ file: complete.name })}</span>{' '}
        {complete && (
          <button
            type="button"
            className="check-see"
            onClick={() => {
              // This button goes away with the list: the focus would be lost.
              input.current?.focus();
              onChoose({ complete: undefined });
            }}
          >
            {migrate['without-list']()}
          </button>
        )}
      </p>
    </>
  );
}

function Outcome({ state, onCancel }: { state: Exclude<MigrateState, { step: 'idle' }>; onCancel: () => void }): ReactNode {
  const { own } = usePage();
  const { request } = state;
  if (state.step === 'running') {
    const title = own.migrate.running({ version: request.to });
    return (
      <>
        <Spoken text={title} />
        <RunningBox own={own} title={title} running={state.progress} onCancel={onCancel} />
      </>
    );
  }
  if (state.step === 'failed') return <Failed error={state.error} />;
  if (state.step === 'cancelled') return <p role="status">{own.migrate.cancelled()}</p>;
  if (state.step === 'unreadable') {
    const { finding } = state;
    const { name } = finding.in === 'completion' && request.complete ? request.complete : request;
    // No way to the version, a file or a list that cannot be read, a table that is too large.
    return <Unread name={name} finding={finding} refused={own.migrate.refused()} />;
  }
  return <MigrateResult request={request} migrated={state.migrated} />;
}
