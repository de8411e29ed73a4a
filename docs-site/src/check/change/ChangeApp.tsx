import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Failed, Unread } from '../parts/Failed.tsx';
import { FileDrop } from '../parts/FileDrop.tsx';
import { NewerNotice } from '../parts/NewerNotice.tsx';
import { RunningBox, Spoken } from '../parts/RunningBox.tsx';
import { VersionSelect } from '../parts/VersionSelect.tsx';
import { usePage } from '../use-page.ts';
import { pairOf, VERSIONS } from '../versions.ts';
import { ChangeResult } from './ChangeResult.tsx';
import { MigrateBox } from './MigrateBox.tsx';
import { type ChangeRequest, type ChangeState, useChange } from './use-change.ts';

/** Compares the verdicts of two versions on the records of a file. */
export function ChangeApp(): ReactNode {
  const { own, lang, root } = usePage();
  const { change } = own;
  const { state, start, cancel } = useChange();
  const [{ from, to, withRules }, setChoice] = useState({ ...pairOf(VERSIONS), withRules: false });
  const [given, setGiven] = useState<{ file: Blob; name: string }>();
  const again = useRef<HTMLButtonElement>(null);
  // The button that cancels goes away with the progress: the focus would be lost.
  useEffect(() => {
    if (state.step === 'cancelled') again.current?.focus();
  }, [state.step]);
  const choose = (next: Partial<{ from: string; to: string; withRules: boolean }>): void =>
    setChoice({ from, to, withRules, ...next });
  const compare = (file: Blob, name: string): void => {
    setGiven({ file, name });
    if (from !== to) start({ file, name, from, to, withRules, lang, root });
  };
  return (
    <div className="check">
      <NewerNotice />
      <p className="check-options">
        <VersionSelect own={own} label={change.from()} value={from} onChange={(version) => choose({ from: version })} />
        <VersionSelect own={own} label={change.to()} value={to} onChange={(version) => choose({ to: version })} />
        <RulesChoice withRules={withRules} onChange={(chosen) => choose({ withRules: chosen })} />
      </p>
      {from === to && <p className="check-note">{change.same()}</p>}
      <FileDrop own={own} onFile={compare} />
      {given && state.step !== 'running' && (
        <p className="check-options">
          <button ref={again} type="button" className="button button--secondary" onClick={() => compare(given.file, given.name)}>
            {own.again()}
          </button>
        </p>
      )}
      {isShown(state, given?.file, { from, to, withRules }) && <Outcome state={state} onCancel={cancel} />}
    </div>
  );
}

/**
 * A comparison is shown until another file is chosen, a refusal only as long as what was asked for is still chosen. Progress is always shown; nothing
 * where both versions are the same.
 */
function isShown(
  state: ChangeState,
  file: Blob | undefined,
  { from, to, withRules }: Pick<ChangeRequest, 'from' | 'to' | 'withRules'>,
): boolean {
  if (state.step === 'running') return true;
  if (state.step === 'idle' || from === to || state.request.file !== file) return false;
  if (state.step === 'done' && 'comparison' in state.changed) return true;
  const asked = state.request;
  return asked.from === from && asked.to === to && asked.withRules === withRules;
}

function RulesChoice({ withRules, onChange }: { withRules: boolean; onChange: (withRules: boolean) => void }): ReactNode {
  const { change } = usePage().own;
  const id = useId();
  return (
    <span className="check-choice">
      <label htmlFor={id}>{change.rules()}</label>
      <select id={id} value={withRules ? 'rules' : 'schema'} onChange={({ target }) => onChange(target.value === 'rules')}>
        <option value="schema">{change['schema-only']()}</option>
        <option value="rules">{change['with-rules']()}</option>
      </select>
    </span>
  );
}

function Outcome({ state, onCancel }: { state: ChangeState; onCancel: () => void }): ReactNode {
  const { own } = usePage();
  if (state.step === 'running') {
    const { request, pass, progress } = state;
    const title = own.change.pass({ i: pass, version: pass === 1 ? request.from : request.to });
    return (
      <>
        <Spoken text={title} />
        <RunningBox own={own} title={title} running={{ ...progress, findings: 0 }} onCancel={onCancel} />
      </>
    );
  }
  if (state.step === 'failed') return <Failed error={state.error} />;
  if (state.step === 'cancelled') return <p role="status">{own.cancelled()}</p>;
  if (state.step === 'idle') return null;
  const { changed, request } = state;
  if ('finding' in changed) return <Unread name={request.name} finding={changed.finding} />;
  return (
    <>
      <ChangeResult request={request} comparison={changed.comparison} />
      <MigrateBox file={request.file} name={request.name} />
    </>
  );
}
