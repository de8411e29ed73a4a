import type { ReactNode } from 'react';
import { type Group, OTHER_FIELDS } from '../../../../src/report/summary.ts';
import type { Filter } from '../places.ts';
import { usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';
import { Mark } from './Mark.tsx';

/** Rows that are drawn; the reports have all. */
const ROWS = 100;

type Props = { groups: readonly Group[]; onShow: (filter: Partial<Filter>) => void };

/** Findings by problem and field: what to mend, the gravest and the most frequent first. */
export function GroupsTable({ groups, onShow }: Props): ReactNode {
  const { own, kit } = usePage();
  const [, problem, , count, records] = own.groups.columns;
  return (
    <section>
      <table className="check-groups">
        <caption>{own.groups.title}</caption>
        <thead>
          <tr>
            {[problem, count, records, own.groups.show].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, ROWS).map((group) => (
            <GroupRow key={`${group.code} ${group.key}`} group={group} onShow={onShow} kit={kit} own={own} />
          ))}
        </tbody>
      </table>
      {groups.length > ROWS && <p>{own.groups.more(groups.length - ROWS)}</p>}
    </section>
  );
}

type RowProps = {
  group: Group;
  onShow: Props['onShow'];
  kit: ReturnType<typeof usePage>['kit'];
  own: ReturnType<typeof usePage>['own'];
};

function GroupRow({ group, onShow, kit, own }: RowProps): ReactNode {
  const { code, severity, key, title, count, records } = group;
  const field = key === OTHER_FIELDS ? own.groups.other : group.field;
  return (
    <tr>
      <td>
        <Mark severity={severity} own={own} /> <strong>{title}</strong>
        {field !== '' && <div>{field}</div>}
        <CodeLink code={code} />
      </td>
      <td className="check-number">{kit.number(count)}</td>
      <td className="check-number">{records > 0 ? kit.number(records) : ''}</td>
      <td>
        <button
          type="button"
          className="button button--sm button--secondary"
          aria-label={own.groups.showOf(title, field)}
          onClick={() => onShow({ code, field: key === OTHER_FIELDS ? '' : key })}
        >
          {own.groups.see}
        </button>
      </td>
    </tr>
  );
}
