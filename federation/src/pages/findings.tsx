/** What findings are, and how to correct what they are about. */
import { createContext, useContext } from 'hono/jsx';
import { capital } from '../../../packages/base/src/language.ts';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { Explain } from './page.ts';
import type { FindingAnswer } from './answers.ts';
import { Away, Mark } from './parts.tsx';
import { useView } from './view.ts';

export const ExplainContext = createContext<Explain>(() => undefined);

type Named = Pick<FindingAnswer, 'code' | 'title' | 'url'>;

/** The title of a finding with its code, which leads to its page where the API gives one. */
export function FindingName({ finding: { code, title, url } }: { finding: Named }) {
  const { lang } = useView();
  const named = title ?? useContext(ExplainContext)(code)?.title[lang];
  return (
    <>
      {named !== undefined && `${capital(named)} `}
      {url === undefined ? (
        <code>{code}</code>
      ) : (
        <Away to={url}>
          <code>{code}</code>
        </Away>
      )}
    </>
  );
}

/** How grave a finding is. */
export function SeverityMark({ severity }: Pick<FindingAnswer, 'severity'>) {
  return (
    <Mark kind={severity === 'error' ? 'bad' : severity === 'warning' ? 'mild' : 'calm'}>
      {FEDERATION_PAGES[useView().lang].severity({ severity })}
    </Mark>
  );
}

/** How to correct what a finding is about: nothing where nobody says it. */
export function FindingFix({ code, fix }: Pick<FindingAnswer, 'code' | 'fix'>) {
  const { lang } = useView();
  if (typeof fix === 'string') return <>{fix}</>;
  const explained = useContext(ExplainContext)(code);
  return <>{explained && plain(explained.fix[lang])}</>;
}

/** The text of a line of CommonMark without the signs of code and of stress. */
const plain = (text: string): string => text.replaceAll(/`|\*\*/g, '');
