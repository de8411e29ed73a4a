import type { ReactNode } from 'react';
import { say } from '../words.ts';
import type { Hit } from './engine.ts';
import { Excerpt } from './Excerpt.tsx';

type Props = {
  id: string;
  hits: readonly Hit[];
  total: number;
  open: boolean;
  active: number;
  addressOf: (hit: Hit) => string;
  go: (address: string) => void;
};

/** The list under the box. It is there while it is closed, so that what names it names something. */
export function Suggestions({ id, hits, total, open, active, addressOf, go }: Props): ReactNode {
  return (
    <div className="recherche__liste" hidden={!open}>
      <ul id={id} role="listbox" aria-label={say('search.results')}>
        {hits.map((hit, i) => (
          <li
            key={hit.url}
            id={`${id}-${String(i)}`}
            role="option"
            aria-selected={i === active}
            // A press would take the focus away, and close the list before the click.
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              go(addressOf(hit));
            }}
          >
            <span className="recherche__genre">{say(`search.kind.${hit.kind}`)}</span> <strong>{hit.title}</strong>
            <span className="recherche__extrait">
              <Excerpt pieces={hit.excerpt} />
            </span>
          </li>
        ))}
      </ul>
      <p className="recherche__suite">
        {hits.length === 0
          ? say('search.none')
          : total > hits.length
            ? say('search.enter', { count: total })
            : say('search.keys')}
      </p>
    </div>
  );
}
