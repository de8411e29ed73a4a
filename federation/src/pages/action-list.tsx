/** The actions of a territory, each with its reason and its formula. */
import type { Child } from 'hono/jsx';
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import type { Action, Target } from './actions.ts';
import { Away, Listed, To } from './parts.tsx';
import { useView } from './view.ts';

/** Actions, in their order. */
export function ActionList({ actions }: { actions: readonly Action[] }) {
  const say = FEDERATION_PAGES_TERRITORY[useView().lang];
  if (actions.length === 0) return <p>{say['actions.none']()}</p>;
  return (
    <ol class="actions">
      {actions.map((action) => (
        <li>
          <Head action={action} />
          <Reason action={action} />
          <p class="note">{say['action.formula']({ kind: action.kind })}</p>
        </li>
      ))}
    </ol>
  );
}

function Head({ action }: { action: Action }) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_TERRITORY[lang];
  const { kind, contracts } = action;
  return (
    <p>
      <strong>{say['action.title']({ kind })}</strong>{' '}
      <span class="note">
        {contracts === null
          ? say['action.unknown']()
          : say['action.contracts']({ kind, count: contracts, shown: number(contracts) })}
      </span>
    </p>
  );
}

function Reason({ action }: { action: Action }): Child {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_TERRITORY[lang];
  switch (action.kind) {
    case 'silent':
    case 'late':
      return (
        <p>
          {say['action.reason']({ kind: action.kind })} <Targets {...action} />
        </p>
      );
    case 'fault': {
      const { title, field, count, url } = action.fault;
      return (
        <p>
          {say['action.fault']({ count, shown: number(count), title })}
          {field !== '' && (
            <>
              {' ('}
              <code>{field}</code>)
            </>
          )}
          . <Away to={url}>{say['action.fix']()}</Away>
        </p>
      );
    }
    case 'source': {
      const { state, collectivites } = action;
      return (
        <p>
          {say['action.source']({ failed: state.failed, held: state.held, count: collectivites })}{' '}
          <To to={`/sources/${state.id}`}>{state.title}</To>
        </p>
      );
    }
  }
}

function Targets({ kind, targets, others }: { kind: Action['kind']; targets: readonly Target[]; others: number }) {
  const { lang, number } = useView();
  const say = FEDERATION_PAGES_TERRITORY[lang];
  return (
    <>
      <Listed
        parts={targets.map(({ collectivite: { siren, name, population }, contracts }) => (
          <>
            <To to={`/acheteurs/${siren}`}>{name}</To>{' '}
            {kind === 'late'
              ? `(${number(contracts ?? 0)})`
              : population !== null && `(${say.inhabitants({ count: population, shown: number(population) })})`}
          </>
        ))}
      />
      {others > 0 && say['action.others']({ count: others, shown: number(others) })}.
    </>
  );
}
