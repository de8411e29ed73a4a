/** The frame of every page. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { Shown } from './page.ts';
import { useView, VIEWS } from './view.ts';

/** `path`: the address of the page, without its language. `calls`: what the API was asked for it. */
export function Layout({ shown, path, calls }: { shown: Shown; path: string; calls: readonly string[] }) {
  const { lang, href } = useView();
  const say = FEDERATION_PAGES[lang];
  const other = lang === 'fr' ? 'en' : 'fr';
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${shown.title} · ${say.name()}`}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
        <link rel="alternate" hreflang={other} href={VIEWS[other].href(path)} />
        {shown.feed !== undefined && (
          <link rel="alternate" type="application/atom+xml" title={shown.title} href={href(shown.feed)} />
        )}
      </head>
      <body class={shown.isSheet === true ? 'sheet' : undefined}>
        <a class="skip" href="#content">
          {say.skip()}
        </a>
        <header>
          <a class="name" href={href('/')}>
            {say.name()}
          </a>
          <nav aria-label={say.navigation()}>
            <ul>
              {NAVIGATION.map(([to, text]) => (
                <li>
                  <a href={href(to)} aria-current={path.split('?')[0] === to ? 'page' : undefined}>
                    {say[text]()}
                  </a>
                </li>
              ))}
              <li>
                <a href={VIEWS[other].href(path)} lang={other} hreflang={other}>
                  {FEDERATION_PAGES[other].language()}
                </a>
              </li>
            </ul>
          </nav>
        </header>
        <main id="content">
          <h1>{shown.title}</h1>
          {shown.content}
        </main>
        <footer>
          {shown.feed !== undefined && (
            <p>
              <a href={href(shown.feed)}>{say.feed()}</a>
            </p>
          )}
          {calls.length > 0 && (
            <details>
              <summary>{say.calls()}</summary>
              <ul>
                {calls.map((address) => (
                  <li>
                    <a href={address}>
                      <code>GET {address}</code>
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <p>
            {say.notTheState()} <a href="/v1/openapi.json">{say.apiDescription()}</a>
          </p>
        </footer>
      </body>
    </html>
  );
}

const NAVIGATION = [
  ['/recherche', 'nav.search'],
  ['/territoires', 'nav.territories'],
  ['/sources', 'nav.sources'],
  ['/indicateurs', 'nav.indicators'],
] as const;
