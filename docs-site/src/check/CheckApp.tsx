import { type ReactNode, useState } from 'react';
import { FileDrop, PasteText } from './parts/FileDrop.tsx';
import { Failed, Unread } from './parts/Failed.tsx';
import { NewerNotice } from './parts/NewerNotice.tsx';
import { Result } from './parts/Result.tsx';
import { percentOf, RunningBox, Spoken } from './parts/RunningBox.tsx';
import { VersionSelect } from './parts/VersionSelect.tsx';
import { summaryOf } from './summary.ts';
import { type CheckState, useCheck } from './use-check.ts';
import { usePage } from './use-page.ts';
import { type PageWords, verdictIn } from './words.ts';

/** The page that checks one file at a time. */
export function CheckApp(): ReactNode {
  const page = usePage();
  const { own, lang, root } = page;
  const { state, start, cancel } = useCheck();
  const [version, setVersion] = useState('');
  const check = (file: Blob, name: string): void =>
    start({ file, name, lang, root, version: version === '' ? undefined : version });
  const again = state.step === 'idle' || state.step === 'running' ? undefined : state.request;
  return (
    <div className="check">
      <NewerNotice />
      <FileDrop own={own} onFile={check} />
      <PasteText own={own} onFile={check} />
      <p className="check-options">
        <VersionSelect own={own} label={own.version()} value={version} onChange={setVersion} detected />
        {again && (
          <button type="button" className="button button--secondary" onClick={() => check(again.file, again.name)}>
            {own.again()}
          </button>
        )}
      </p>
      <Spoken text={spokenOf(state, page)} />
      {state.step === 'running' && (
        <RunningBox own={own} title={own.checking({ file: state.request.name })} running={state.running} onCancel={cancel} />
      )}
      {state.step === 'cancelled' && (
        <p tabIndex={-1} ref={focus}>
          {own.cancelled()}
        </p>
      )}
      {state.step === 'failed' && <Failed error={state.error} />}
      {state.step === 'unreadable' && <Unread name={state.request.name} finding={state.unreadable.finding} />}
      {state.step === 'done' && <Result done={state.done} />}
    </div>
  );
}

/** Moves the focus here, because the button that had it is gone. */
const focus = (element: HTMLElement | null): void => element?.focus();

/** The text for screen readers. Progress is announced in quarters only, to avoid interrupting too often. */
function spokenOf(state: CheckState, { own, reportWords }: PageWords): string {
  switch (state.step) {
    case 'running': {
      const quarter = Math.floor(percentOf(state.running) / 25) * 25;
      return `${own.checking({ file: state.request.name })}${quarter > 0 ? `${own.colon()}${quarter} %` : ''}`;
    }
    case 'done':
      return verdictIn(reportWords, summaryOf(state.done.checked, state.done.asked, null));
    case 'unreadable':
      return reportWords.unreadable;
    case 'failed':
      return own['bug-title']();
    case 'cancelled':
      return own.cancelled();
    case 'idle':
      return '';
  }
}
