import type { ReactNode } from 'react';
import { type Group, OTHER_FIELDS } from '../../../../src/report/summary.ts';
import type { Filter } from '../places.ts';
import { type PagePlace, usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';
import { Mark } from './Mark.tsx';
import { focusOf, useRows } from './use-rows.tsx';
import { Columns } from './Columns.tsx';

type OnShow = (filter: Partial<Filter>) => void;

/** Findings by problem and field: what to fix, the gravest and the most frequent first. */
export function GroupsTable({ groups, onShow }: { groups: readonly Group[]; onShow: OnShow }): ReactNode {
  const page = usePage();
  const { rows, left, more } = useRows(groups);
  const { groups: words, 'group-column': columns } = page.own;
  return (
    <section>
      <table className="check-groups">
        <caption>{words.title()}</caption>
        <Columns titles={[columns.problem(), columns.count(), columns.records()]} />
        <tbody>
          {rows.map((group, i) => (
            <GroupRow key={`${group.code} ${group.key}`} rank={i} group={group} onShow={onShow} page={page} />
          ))}
        </tbody>
      </table>
      {more}
      {left > 0 && <p>{words.more({ rows: left })}</p>}
    </section>
  );
}

type RowProps = { rank: number; group: Group; onShow: OnShow; page: PagePlace };

function GroupRow({ rank, group, onShow, page }: RowProps): ReactNode {
  const { code, key, title, count, records } = group;
  const { own, formatters } = page;
  const field = key === OTHER_FIELDS ? own.groups.other() : group.field;
  return (
    <tr {...focusOf(rank)}>
      <td>
        <Mark of={group} own={own} /> <strong>{title}</strong>
        {field !== '' && <div>{field}</div>}
        <button
          type="button"
          className="check-see"
          aria-label={own.groups['show-of']({ title, field: field === '' ? undefined : field })}
          onClick={() => onShow({ code, field: key === OTHER_FIELDS ? '' : key })}
        >
          {own.groups.show()}
        </button>
        <CodeLink code={code} />
      </td>
      <td className="check-number">{formatters.number(count)}</td>
      <td className="check-number">{records > 0 ? formatters.number(records) : ''}</td>
    </tr>
  );
}
