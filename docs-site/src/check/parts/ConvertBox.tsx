import { type ReactNode, useState } from 'react';
import type { Converted } from '../../../../src/library/page/types.ts';
import { converted, formName, PAGE_FORMS, type PageForm } from '../converting.ts';
import { save } from '../save.ts';
import { usePage } from '../use-page.ts';
import { ReviewList } from './Verdict.tsx';

/** `review`: what a person must look at before the file is published, and so before it is converted. */
type Props = {
  file: Blob;
  name: string;
  version: string | undefined;
  from?: string;
  review?: { heading: string; lines: string[] } | undefined;
};

type State =
  | { step: 'idle' }
  | { step: 'asking'; to: PageForm }
  | { step: 'working'; to: PageForm }
  | { step: 'done'; to: PageForm; outcome: Converted; file: string }
  | { step: 'failed'; why: string };

/** The name of a file in another form: `marches.xlsx` becomes `marches.json`. */
const nameIn = (name: string, form: PageForm): string =>
  `${name.replace(/\.gz$/i, '').replace(/\.[a-z0-9]{1,5}$/i, '') || name}.${form}`;

/** Buttons that save a file in each of the other forms. */
export function ConvertBox({ file, name, version, from, review }: Props): ReactNode {
  const { own, lang, root } = usePage();
  const [state, setState] = useState<State>({ step: 'idle' });
  const start = async (to: PageForm, lossy: boolean): Promise<void> => {
    setState({ step: 'working', to });
    try {
      const outcome = await converted(new File([file], name), { to, version, lang, root, lossy });
      const target = nameIn(name, to);
      if (outcome.file) save(outcome.file, target);
      setState({ step: 'done', to, outcome, file: target });
    } catch (error) {
      setState({ step: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
  const ask = (to: PageForm): void => {
    if (state.step === 'working') return;
    if (review) setState({ step: 'asking', to });
    else void start(to, false);
  };
  return (
    <section className="check-keep">
      <h3 id="convertir">{own.convert.title()}</h3>
      <p>{own.convert.why()}</p>
      <p className="check-buttons">
        {PAGE_FORMS.filter((form) => form !== from).map((form) => (
          <button
            key={form}
            type="button"
            className="button button--secondary"
            aria-label={own.convert.into({ form: formName(form) })}
            aria-disabled={state.step === 'working'}
            onClick={() => ask(form)}
          >
            {own.convert.to({ form: formName(form) })}
          </button>
        ))}
      </p>
      <div role="status">
        {state.step === 'asking' && review && (
          <>
            <ReviewList {...review} />
            <button type="button" className="button button--secondary" onClick={() => void start(state.to, false)}>
              {own.convert.reviewed({ form: formName(state.to) })}
            </button>
          </>
        )}
        {state.step === 'working' && <p>{own.convert.working({ form: formName(state.to) })}</p>}
        {state.step === 'failed' && <p>{own.convert.failed({ why: state.why })}</p>}
        {state.step === 'done' && <Outcome state={state} onAnyway={() => void start(state.to, true)} />}
      </div>
    </section>
  );
}

function Outcome({ state, onAnyway }: { state: Extract<State, { step: 'done' }>; onAnyway: () => void }): ReactNode {
  const { own } = usePage();
  const { outcome, to, file } = state;
  const { records, errors, lost, losses } = outcome;
  return (
    <>
      <p>
        {outcome.file
          ? own.convert.done({ contracts: records, file, errors })
          : own.convert.lost({ n: lost, form: formName(to) })}
      </p>
      {losses.length > 0 && (
        <ul>
          {losses.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {!outcome.file && records > 0 && (
        <button type="button" className="button button--secondary" onClick={onAnyway}>
          {own.convert.anyway()}
        </button>
      )}
    </>
  );
}
