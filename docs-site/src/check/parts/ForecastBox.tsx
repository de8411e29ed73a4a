import type { ReactNode } from 'react';
import type { Forecast } from '../../../../src/validate/forecast.ts';
import { reasonsOf, type TitleOf } from '../forecast.ts';
import { usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';

const FATES = ['publish', 'reserve', 'drop', 'unknown'] as const;
/** Reasons that are no rule, and have no page. */
const OWN = new Set(['schema', 'unreadable', 'unread', 'xml', 'source']);

type Props = { forecast: Forecast | null; titleOf: TitleOf; isFileWrong: boolean };

/** What the national consolidation would publish, reserve and drop, with the reasons. */
export function ForecastBox({ forecast, titleOf, isFileWrong }: Props): ReactNode {
  const { own, formatters, lang } = usePage();
  return (
    <section>
      <h3>{own.forecast.title()}</h3>
      {forecast === null ? (
        <p>{own.forecast.none()}</p>
      ) : (
        <>
          {isFileWrong && <p className="check-note">{own.forecast['once-fixed']()}</p>}
          <ul className="check-numbers">
            {FATES.map((fate) => (
              <li key={fate} className={`check-fate--${fate}`}>
                <strong>{formatters.number(forecast[fate])}</strong> {own['forecast-label'][fate]()}
              </li>
            ))}
          </ul>
          {reasonsOf(forecast, titleOf, lang)
            .filter(({ reasons }) => reasons.length > 0)
            .map(({ fate, reasons }) => (
              <div key={fate}>
                <h4>{own['forecast-why'][fate]()}</h4>
                <ul>
                  {reasons.map(({ code, title, count }) => (
                    <li key={code}>
                      {title} ({formatters.number(count)}) {!OWN.has(code) && <CodeLink code={code} />}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </>
      )}
    </section>
  );
}
