import type { ReactNode } from 'react';

/** The head of a table: the titles of its columns. */
export const Columns = ({ titles }: { titles: readonly string[] }): ReactNode => (
  <thead>
    <tr>
      {titles.map((title) => (
        <th key={title} scope="col">
          {title}
        </th>
      ))}
    </tr>
  </thead>
);
