import { memo, type ReactNode, useEffect, useRef } from 'react';
import { isGone } from '../parts/Failed.tsx';
import { ResultHeading } from '../parts/ResultHeading.tsx';
import { RunningBox } from '../parts/RunningBox.tsx';
import { SIGNS as VERDICT_SIGNS } from '../parts/Verdict.tsx';
import { usePage } from '../use-page.ts';
import { type PageWords, sizeIn } from '../words.ts';
import { MOST_ENTRIES, MOST_FILES, type Skipped } from './gather.ts';
import { type Listed, type Outcome, type Row, tallyOf, verdictOnAll } from './list.ts';
import type { ListState } from './use-list.ts';

type Props = {
  state: Exclude<ListState, { step: 'idle' | 'failed' }>;
  /** The row whose result is shown. */
  opened: number | undefined;
  onOpen: (index: number) => void;
  onCancel: () => void;
};

/** Several files with a verdict each: what came of all of them, then each of them, then what was left aside. */
export function FileList({ state, opened, onOpen, onCancel }: Props): ReactNode {
  const { own } = usePage();
  const { request, step } = state;
  const isOver = step === 'done' || step === 'cancelled';
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button to cancel had the focus and is gone. Who went elsewhere meanwhile stays there.
    if (isOver && document.activeElement === document.body) section.current?.querySelector('h2')?.focus();
  }, [isOver]);
  return (
    <section className="check-list" ref={section}>
      <ResultHeading text={own.list.title()} of={request} />
      {step === 'reading' && (
        <div className="check-running">
          <p>
            <strong>{own.list.reading()}</strong>
          </p>
          <progress aria-label={own.list.reading()} />
          <p>
            <button type="button" className="button button--secondary" onClick={onCancel}>
              {own.cancel()}
            </button>
          </p>
        </div>
      )}
      {step === 'running' && <RunningBox own={own} title={titleOf(state, own)} running={state.running} onCancel={onCancel} />}
      {isOver && <Summary list={state.list} isCancelled={step === 'cancelled'} />}
      {step !== 'reading' && (
        <>
          <Limits list={state.list} />
          <ul className="check-files" aria-label={own.list.title()}>
            {state.list.rows.map((row, i) => (
              <FileRow key={i} row={row} index={i} isOver={isOver} isOpen={opened === i} onOpen={onOpen} />
            ))}
          </ul>
          {state.list.skipped.length > 0 && <SkippedFiles skipped={state.list.skipped} />}
        </>
      )}
    </section>
  );
}

function titleOf({ list, at }: Extract<ListState, { step: 'running' }>, own: PageWords['own']): string {
  return own.list.checking({ i: at + 1, n: list.rows.length, file: list.rows[at]?.path ?? '' });
}

/** What came of all files, in sentences. */
export function sentencesOf(list: Listed, isCancelled: boolean, { own, reportWords }: PageWords): string[] {
  const { checked, verdicts, failed, left } = tallyOf(list);
  return [
    ...(list.rows.length === 0 && !isCancelled ? [own.list.none()] : []),
    ...(checked > 0 ? [reportWords.files(checked, verdicts)] : []),
    ...(failed > 0 ? [own.list.failed({ n: failed })] : []),
    ...(left > 0 ? [own.list.cancelled({ left })] : isCancelled ? [own.cancelled()] : []),
    ...(list.skipped.length > 0 ? [own.list.aside({ n: list.skipped.length })] : []),
  ];
}

function Summary({ list, isCancelled }: { list: Listed; isCancelled: boolean }): ReactNode {
  const page = usePage();
  const verdict = verdictOnAll(list);
  return (
    <p className={`check-verdict check-verdict--${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {sentencesOf(list, isCancelled, page).join(' ')}
    </p>
  );
}

/** What the limits left out: never in silence. */
function Limits({ list: { beyond, isCut } }: { list: Listed }): ReactNode {
  const { own } = usePage();
  return (
    <>
      {beyond[0] !== undefined && (
        <p className="check-note">{own.list.beyond({ most: MOST_FILES, left: beyond.length, first: beyond[0] })}</p>
      )}
      {isCut && <p className="check-note">{own.list.cut({ most: MOST_ENTRIES })}</p>}
    </>
  );
}

const SIGNS = { ...VERDICT_SIGNS, failed: '✕', waiting: '…', running: '…' } as const;

/** The button of a row has this id, so that the focus comes back to it. */
export const rowId = (index: number): string => `file-${String(index)}`;

type RowProps = { row: Row; index: number; isOver: boolean; isOpen: boolean; onOpen: (index: number) => void };

const FileRow = memo(function FileRow({ row, index, isOver, isOpen, onOpen }: RowProps): ReactNode {
  const { own } = usePage();
  const { path, file, outcome } = row;
  const verdict = verdictOn(outcome, isOver);
  const isKnown = ['checked', 'unreadable', 'failed'].includes(outcome.step);
  return (
    <li className={isOpen ? 'check-files--open' : undefined}>
      <p className="check-where">
        <span className={`check-mark check-mark--${verdict}`}>
          <span aria-hidden="true">{SIGNS[verdict]}</span> {own['file-verdict'][verdict]()}
        </span>{' '}
        <strong>{path}</strong>
      </p>
      <p>
        {sizeIn(own, file.size)}
        {outcome.step === 'checked' && `, ${own['file-facts']({ records: outcome.records, errors: outcome.errors })}`}
        {outcome.step === 'unreadable' && `. ${outcome.text}`}
        {outcome.step === 'failed' && `. ${isGone(outcome.error) ? own.gone() : own['bug-title']()}`}
      </p>
      {isKnown && (
        <p className="check-buttons">
          <button
            type="button"
            id={rowId(index)}
            className="button button--secondary button--sm"
            aria-label={own.list['open-of']({ file: path })}
            aria-current={isOpen}
            onClick={() => onOpen(index)}
          >
            {own.list.open()}
          </button>
        </p>
      )}
    </li>
  );
});

/** A file that was waiting when the check was cancelled is not checked. */
function verdictOn(outcome: Outcome, isOver: boolean): keyof typeof SIGNS {
  if (outcome.step === 'checked') return outcome.verdict;
  return isOver && outcome.step !== 'unreadable' ? 'failed' : outcome.step;
}

/** Names drawn at most; more would make the page slow, and are counted. */
const NAMES = 200;

function SkippedFiles({ skipped }: { skipped: readonly Skipped[] }): ReactNode {
  const { own } = usePage();
  return (
    <details className="check-skipped">
      <summary>{own.list.skipped({ n: skipped.length })}</summary>
      <ul>
        {skipped.slice(0, NAMES).map(({ path, why }, i) => (
          <li key={i}>
            <strong>{path}</strong>
            {own.colon()}
            {own['skipped-why'][why]()}
          </li>
        ))}
        {skipped.length > NAMES && <li>{own.list['skipped-more']({ n: skipped.length - NAMES })}</li>}
      </ul>
    </details>
  );
}
