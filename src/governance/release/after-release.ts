/** `schema/releases.json` after a release. */
import type { AppliedBy, Release } from '../../model/releases.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { following } from '../errata/decide.ts';
import { RELEASE } from '../../messages/compiled/release.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

export type ReleaseFile = { path: string; mediaType?: string; bytes: number; sha256: string };

/** One entry, whole. */
export type ReleaseEntry = Release & {
  date?: string;
  replacedBy?: string;
  appliedBy?: AppliedBy;
  legalTexts: readonly string[];
  effective?: { from: string; until?: string };
  tools?: string;
  tag: { published: boolean; tree?: string; note?: Texts };
  provenance: { repository?: string; commit?: string; note: Texts };
  files: readonly ReleaseFile[];
  artefacts?: readonly ReleaseFile[];
};

/**
 * The facts known once the folder of a release is frozen. `tools`: version of the program; `tree`: git tree of the folder;
 * `artefacts`: the files to download.
 */
export type Released = Required<Pick<ReleaseEntry, 'version' | 'date' | 'tools' | 'files' | 'artefacts'>> & { tree: string };

/**
 * The entries after the release: the draft is released as a proposal, which takes the place of the proposal before, and a new draft begins. What is in
 * force stays so: the State says when that ends, no release does.
 */
export function afterRelease(entries: readonly ReleaseEntry[], released: Released): ReleaseEntry[] {
  const draft = entries.find(({ version }) => version === 'next');
  if (!draft) throw new Error('schema/releases.json has no draft (next)');
  const published = entries.filter((entry) => entry !== draft);
  return [
    ...published.map((entry) => (entry.status === 'publiée ici' ? replaced(entry, released.version) : entry)),
    entryOf(draft, released),
    draftAfter(draft, released.version),
  ];
}

const replaced = ({ version, date, status: _, ...rest }: ReleaseEntry, by: string): ReleaseEntry => ({
  version,
  ...(date !== undefined && { date }),
  status: 'remplacée',
  replacedBy: by,
  ...rest,
});

const entryOf = ({ legalTexts, provenance }: ReleaseEntry, released: Released): ReleaseEntry => ({
  version: released.version,
  date: released.date,
  status: 'publiée ici',
  legalTexts,
  tools: released.tools,
  tag: { published: true, tree: released.tree },
  provenance,
  files: released.files,
  artefacts: released.artefacts,
});

/** The next release most likely widens. A break is announced by who makes it, by another number. */
const draftAfter = ({ legalTexts }: ReleaseEntry, version: string): ReleaseEntry => ({
  version: 'next',
  expectedVersion: following(version, 'minor'),
  status: 'brouillon',
  legalTexts,
  tag: { published: false },
  provenance: {
    note: textsOf(RELEASE, (say) => say.draft({ version })),
  },
  files: [],
});
