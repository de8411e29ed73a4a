import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Corrected } from '../../../src/library/page/types.ts';
import { FileList, rowId, sentencesOf } from './list/FileList.tsx';
import { type ListState, useList } from './list/use-list.ts';
import { FileDrop, type OnFile, type OnSeveral, PasteText } from './parts/FileDrop.tsx';
import { Failed, Unread } from './parts/Failed.tsx';
import { NewerNotice } from './parts/NewerNotice.tsx';
import { Result } from './parts/Result.tsx';
import { percentOf, RunningBox, Spoken } from './parts/RunningBox.tsx';
import { Samples } from './parts/Samples.tsx';
import { VersionSelect } from './parts/VersionSelect.tsx';
import { summaryOf } from './summary.ts';
import { type CheckState, type Request, useCheck } from './use-check.ts';
import { usePage } from './use-page.ts';
import type { PageWords } from './words.ts';
import { verdictWords } from '../../../src/report/outcome.ts';

/** The page that checks a file, or several one after the other: then the result of one is shown where it is asked for. */
export function CheckApp(): ReactNode {
  const page = usePage();
  const { own, lang, root } = page;
  const one = useCheck();
  const several = useList();
  const [isSeveral, setSeveral] = useState(false);
  const [opened, setOpened] = useState<number>();
  const [chosen, setChosen] = useState('');
  const version = chosen === '' ? undefined : chosen;
  const check = (file: Blob, name: string): void => {
    several.cancel();
    setSeveral(false);
    one.start({ file, name, lang, root, version });
  };
  const checkAll: OnSeveral = (gather) => {
    one.cancel();
    setSeveral(true);
    setOpened(undefined);
    several.start({ gather, version, lang, root });
  };
  const again = isSeveral ? againAll(several.state, checkAll) : againOne(one.state, check);
  // A row is kept as it is drawn, unless it changes.
  const list = useRef(several.state);
  list.current = several.state;
  const { start } = one;
  const open = useCallback(
    (index: number): void => {
      const row = 'list' in list.current ? list.current.list.rows[index] : undefined;
      if (!row || !('list' in list.current)) return;
      setOpened(index);
      start({ file: row.file, name: row.path, lang, root, version: list.current.request.version });
    },
    [start, lang, root],
  );
  /** The corrected file takes the place of the one that was checked: what follows is about it. */
  const checkCorrected = (corrected: Corrected, of: Request): void => {
    const name = correctedName(of.name, own.fix['corrected-name']());
    start({ ...of, file: corrected.file, name, corrected: { ...corrected, from: of.name } });
  };
  const close = (): void => {
    one.cancel();
    setOpened(undefined);
    if (opened !== undefined) document.getElementById(rowId(opened))?.focus();
  };
  return (
    <div className="check">
      <NewerNotice />
      <FileDrop own={own} onFile={check} onSeveral={checkAll} />
      <Samples onFile={check} />
      <PasteText own={own} onFile={check} />
      <p className="check-options">
        <VersionSelect own={own} label={own.version()} value={chosen} onChange={setChosen} detected />
        {again && (
          <button type="button" className="button button--secondary" onClick={again}>
            {own.again()}
          </button>
        )}
      </p>
      {isSeveral && (
        <>
          <Spoken text={spokenOfList(several.state, page)} />
          {several.state.step === 'failed' && <Failed error={several.state.error} />}
          {several.state.step !== 'failed' && several.state.step !== 'idle' && (
            <FileList state={several.state} opened={opened} onOpen={open} onCancel={several.cancel} />
          )}
        </>
      )}
      {(!isSeveral || opened !== undefined) && (
        <>
          {isSeveral && (
            <p className="check-back">
              <button key={opened} ref={focus} type="button" className="button button--secondary" onClick={close}>
                {own.list.back()}
              </button>
            </p>
          )}
          <OneFile state={one.state} onCancel={one.cancel} onCorrected={checkCorrected} />
        </>
      )}
    </div>
  );
}

/** How far the check of one file has come, or its result. */
type OneFileProps = { state: CheckState; onCancel: () => void; onCorrected: (corrected: Corrected, of: Request) => void };

function OneFile({ state, onCancel, onCorrected }: OneFileProps): ReactNode {
  const page = usePage();
  const { own } = page;
  return (
    <>
      <Spoken text={spokenOf(state, page)} />
      {state.step === 'running' && (
        <RunningBox own={own} title={own.checking({ file: state.request.name })} running={state.running} onCancel={onCancel} />
      )}
      {state.step === 'cancelled' && (
        <p tabIndex={-1} ref={focus}>
          {own.cancelled()}
        </p>
      )}
      {state.step === 'failed' && <Failed error={state.error} />}
      {state.step === 'unreadable' && <Unread name={state.request.name} finding={state.unreadable.finding} />}
      {state.step === 'done' && (
        <Result done={state.done} onCorrected={(corrected) => onCorrected(corrected, state.done.request)} />
      )}
    </>
  );
}

/** `marches-corrige.xlsx` for `marches.xlsx`. A compressed file was unpacked. */
const correctedName = (name: string, word: string): string =>
  name.replace(/\.gz$/i, '').replace(/(\.[a-z0-9]{1,5})?$/i, (extension) => `-${word}${extension}`);

type Again = (() => void) | undefined;

/** The same file once more, where a check of it has ended. */
function againOne(state: CheckState, check: OnFile): Again {
  if (state.step === 'idle' || state.step === 'running') return undefined;
  const { file, name } = state.request;
  return () => check(file, name);
}

function againAll(state: ListState, checkAll: OnSeveral): Again {
  if (state.step === 'idle' || state.step === 'reading' || state.step === 'running') return undefined;
  const { gather } = state.request;
  return () => checkAll(gather);
}

/** Moves the focus here, because the button that had it is gone, or far above. */
const focus = (element: HTMLElement | null): void => element?.focus();

/** The text for screen readers. Progress is announced in quarters only, to avoid interrupting too often. */
function spokenOf(state: CheckState, { own, reportWords }: PageWords): string {
  switch (state.step) {
    case 'running': {
      const quarter = Math.floor(percentOf(state.running) / 25) * 25;
      return `${own.checking({ file: state.request.name })}${quarter > 0 ? `${own.colon()}${quarter} %` : ''}`;
    }
    case 'done':
      return verdictWords(summaryOf(state.done.checked, state.done.asked, null), reportWords);
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

/** As for one file: few words, and seldom. */
function spokenOfList(state: ListState, page: PageWords): string {
  const { own } = page;
  switch (state.step) {
    case 'reading':
      return own.list.reading();
    case 'running': {
      const n = state.list.rows.length;
      const quarter = Math.floor((state.at / n) * 4);
      return quarter === 0 ? own.list.start({ n }) : own.list.spoken({ done: Math.ceil((quarter * n) / 4), n });
    }
    case 'failed':
      return own['bug-title']();
    case 'idle':
      return '';
    case 'done':
    case 'cancelled':
      return sentencesOf(state.list, state.step === 'cancelled', page).join(' ');
  }
}
