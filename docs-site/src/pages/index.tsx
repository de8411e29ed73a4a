import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import versions from '@site/generated/data/versions.json';
import * as urls from '../../shared/urls.ts';
import { Drawing } from '../timeline/Drawing.tsx';
import { Versions } from '../timeline/Versions.tsx';
import { say } from '../words.ts';

/** The audiences of the site, and where each should start. */
const DOORS: Record<string, Record<string, string>> = {
  publish: {
    check: urls.CHECK,
    guide: urls.guideUrl('publier'),
    buyers: urls.guideUrl('acheteurs'),
    vendors: urls.guideUrl('editeurs'),
  },
  reuse: {
    fields: urls.FIELDS,
    codes: urls.CODELISTS,
    guide: urls.guideUrl('reutilisateurs'),
    versions: urls.VERSIONS,
  },
  change: {
    guide: urls.guideUrl('proposer'),
    compare: urls.COMPARE,
    rules: urls.RULES,
    lead: urls.guideUrl('chef-de-file'),
  },
};

export default function Home(): ReactNode {
  const timeline = versions;
  return (
    <Layout title={say('home.title')} description={say('home.description')}>
      <main className="accueil">
        <header className="container accueil__tete">
          <h1>{say('home.title')}</h1>
          <p>{say('home.lead')}</p>
        </header>
        <section className="container" aria-labelledby="portes">
          <h2 id="portes">{say('home.doors')}</h2>
          <div className="portes">
            {Object.entries(DOORS).map(([entrance, links]) => (
              <Entrance key={entrance} entrance={entrance} links={links} />
            ))}
          </div>
        </section>
        <section className="container" aria-labelledby="versions">
          <h2 id="versions">{say('home.versions')}</h2>
          <Drawing versions={timeline} />
          <p>{say('home.consolidation', { version: timeline.find(({ status }) => status === 'current')?.version ?? '' })}</p>
          <Versions versions={timeline} />
        </section>
      </main>
    </Layout>
  );
}

const Entrance = ({ entrance, links }: { entrance: string; links: Record<string, string> }): ReactNode => (
  <div className={`porte porte--${entrance}`}>
    <h3>{say(`home.${entrance}.title`)}</h3>
    <p>{say(`home.${entrance}.text`)}</p>
    <ul>
      {Object.entries(links).map(([name, url]) => (
        <li key={name}>
          <Link to={url}>{say(`home.${entrance}.${name}`)}</Link>
        </li>
      ))}
    </ul>
  </div>
);
