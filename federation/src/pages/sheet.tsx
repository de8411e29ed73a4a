/** The sheet of a territory, to be printed for a meeting. */
import { FEDERATION_PAGES_INDICATORS } from '../../../src/messages/compiled/federation-pages-indicators.ts';
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import { ActionList } from './action-list.tsx';
import { coverage, figuresOf, Progress } from './measures.tsx';
import type { Page } from './page.ts';
import { Figures, To } from './parts.tsx';
import { knownOf, type Known, silentOf } from './territory.tsx';
import { useView } from './view.ts';

export const sheetPage: Page = {
  path: '/territoires/:code/fiche',
  show: async (call) => {
    const known = await knownOf(call);
    return {
      title: FEDERATION_PAGES_TERRITORY[call.lang]['sheet.title']({ name: known.territory.name }),
      isSheet: true,
      content: <Sheet {...known} now={call.now} />,
    };
  },
};

/** Collectivités that a page of paper has space for. */
const NAMED = 20;

function Sheet({ territory, collectivites, actions, now }: Known & { now: Date }) {
  const view = useView();
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const notes = FEDERATION_PAGES_INDICATORS[view.lang];
  const silent = silentOf(collectivites);
  return (
    <>
      <p class="note">
        {say['sheet.source']({ day: view.day(now.toISOString()) })}{' '}
        <To to={`/territoires/${territory.code}`}>{`/territoires/${territory.code}`}</To>
      </p>
      <Figures figures={[coverage(territory, view), ...figuresOf(territory.all, view, territory.code)]} />
      <Progress months={territory.months} now={now} view={view} isShort />
      <h2>{say['actions.title']()}</h2>
      <ActionList actions={actions} />
      <h2>{say['silent.title']()}</h2>
      {silent.length === 0 ? (
        <p>{say['silent.none']()}</p>
      ) : (
        <p class="silent">
          {silent.slice(0, NAMED).map(({ name }, at) => `${at === 0 ? '' : ', '}${name}`)}
          {silent.length > NAMED &&
            say['action.others']({ count: silent.length - NAMED, shown: view.number(silent.length - NAMED) })}
          .
        </p>
      )}
      <h2>{say['sheet.notes']()}</h2>
      <ul class="notes">
        {(['couverture', 'delai', 'conformite', 'rejets'] as const).map((name) => (
          <li>
            <strong>{notes[`${name}.title`]()}</strong> — {notes[`${name}.formula`]()} {notes[`${name}.brief`]()}
          </li>
        ))}
      </ul>
      <p class="note">
        {say['silent.lead']()} {say['territory.scope']()}
      </p>
    </>
  );
}
