import type { ReactNode } from 'react';
import { changeWords, foundWords, textFixReport, valueWords } from '../../../../src/fix/report.ts';
import type { Corrected } from '../../../../src/library/page/types.ts';
import { nameFor, save } from '../save.ts';
import type { Done } from '../use-check.ts';
import { useFix } from '../use-fix.ts';
import { usePage } from '../use-page.ts';
import { Columns } from './Columns.tsx';

export type OnCorrected = (corrected: Corrected) => void;

/** Offers to write the values that messages name and that are certain. */
export function FixBox({ done, onCorrected }: { done: Done; onCorrected: OnCorrected }): ReactNode {
  const { own } = usePage();
  const { state, start } = useFix(done);
  if (state.step === 'none') return null;
  if (state.step === 'waiting')
    return (
      <section className="check-keep">
        <h3>{own.fix.title()}</h3>
        <p>{own.fix.large()}</p>
        <button type="button" className="button button--secondary" onClick={start}>
          {own.fix.search()}
        </button>
      </section>
    );
  if (state.step === 'running') return <p role="status">{own.fix.searching()}</p>;
  if (state.step === 'failed') return <p role="status">{own.fix.failed()}</p>;
  const { corrected } = state;
  const { changes } = corrected;
  if (changes.length === 0) return done.checked.verdict.counts.error > 0 ? <p role="status">{own.fix.none()}</p> : null;
  return (
    <section className="check-keep">
      <h3>{own.fix.title()}</h3>
      <p role="status">{own.fix.found({ n: changes.length })}</p>
      <p className="check-buttons">
        <button type="button" className="button button--primary" onClick={() => onCorrected(corrected)}>
          {own.fix.apply({ n: changes.length })}
        </button>
      </p>
      <Changes corrected={corrected} />
    </section>
  );
}

/** What was corrected in the file that is checked now, and the file to save. */
export function CorrectedBox({ corrected, from, name }: { corrected: Corrected; from: string; name: string }): ReactNode {
  const { own, lang } = usePage();
  const { changes, file, left } = corrected;
  const saveList = (): void => {
    const account = textFixReport(lang, false, { ...corrected, input: from, output: name }, Infinity);
    save(new Blob([account], { type: 'text/plain;charset=utf-8' }), nameFor(own.fix['list-name'](), from, 'txt'));
  };
  return (
    <section className="check-keep">
      <h3>{own.fix.done({ n: changes.length })}</h3>
      {left.length > 0 && <p>{own.fix.left({ n: left.length })}</p>}
      <p className="check-buttons">
        <button type="button" className="button button--primary" onClick={() => save(file, name)}>
          {own.fix.save()}
        </button>
        <button type="button" className="button button--secondary" onClick={saveList}>
          {own.fix['save-list']()}
        </button>
      </p>
      <Changes corrected={corrected} />
    </section>
  );
}

/** Rows that are drawn: the list to save has all. */
const ROWS = 200;

function Changes({ corrected: { changes, form } }: { corrected: Corrected }): ReactNode {
  const { own, lang } = usePage();
  return (
    <details>
      <summary>{own.fix.list({ n: changes.length })}</summary>
      <table className="check-groups">
        <Columns titles={[own.fix.place(), own.fix.before(), own.fix.after()]} />
        <tbody>
          {changes.slice(0, ROWS).map((change) => (
            <tr key={change.path}>
              <td>{changeWords(change, lang)}</td>
              <td>{foundWords(change.from, form, lang)}</td>
              <td>{valueWords(change.to, form, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > ROWS && <p>{own.fix.more({ n: changes.length - ROWS })}</p>}
    </details>
  );
}
