import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { ReactNode } from 'react';
import { SEMICOLON } from '../../../packages/base/src/language.ts';
import { dayIn } from '../../shared/day.ts';
import type { TimelineVersion } from '../../shared/timeline.ts';
import { versionUrl } from '../../shared/urls.ts';
import { say } from '../words.ts';

/** The versions in words, newest first. */
export function Versions({ versions }: { versions: readonly TimelineVersion[] }): ReactNode {
  return (
    <ol className="versions" reversed>
      {versions.toReversed().map((version) => (
        <Version key={version.version} version={version} />
      ))}
    </ol>
  );
}

function Version({ version }: { version: TimelineVersion }): ReactNode {
  const { i18n } = useDocusaurusContext();
  const lang = i18n.currentLocale === 'en' ? 'en' : 'fr';
  const dayOf = (day: string): string => dayIn(day, lang);
  const texts = version.texts[lang];
  return (
    <li>
      <Link to={versionUrl(version.version)}>{nameOf(version)}</Link>{' '}
      <span className={`etat etat--${version.status}`}>{version.statusWords[lang]}</span>
      <p>
        {[
          version.date === undefined ? say('home.unpublished') : say('home.published', { date: dayOf(version.date) }),
          ...(version.becomes === undefined ? [] : [say('home.workingName', { version: version.version })]),
          ...applicationOf(version, dayOf),
          ...(version.replacedBy === undefined ? [] : [say('home.replacedBy', { version: version.replacedBy })]),
        ].join(SEMICOLON[lang])}
      </p>
      {texts.length > 0 && (
        <details className="versions__textes">
          <summary>{say('home.basedOn', { count: texts.length })}</summary>
          <ul>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** Unpublished versions are named by their expected number. */
const nameOf = ({ version, becomes }: TimelineVersion): string =>
  becomes === undefined ? version : say('home.toCome', { version: becomes });

function applicationOf({ from, until }: TimelineVersion, dayOf: (day: string) => string): string[] {
  if (from === undefined) return [];
  if (until === undefined) return [say('home.applies', { date: dayOf(from) })];
  return [say('home.applied', { from: dayOf(from), until: dayOf(until) })];
}
