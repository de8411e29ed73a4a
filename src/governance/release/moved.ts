import type { PlanRefusal } from '../../diff/release-plan.ts';

/** Where a tag stands, and the commit that released its version, as far as the history tells. */
export type TagPlace = { version: string; tag?: string; release?: string };

const short = (commit: string): string => commit.slice(0, 12);

/**
 * Tags that were moved after the release: public catalogues read every tag again each night, so that a tag that moves rewrites what was published,
 * in silence.
 */
export const movedTags = (places: readonly TagPlace[]): PlanRefusal[] =>
  places.flatMap(({ version, tag, release }) => {
    if (tag === undefined || release === undefined || tag === release) return [];
    return [
      {
        texts: {
          fr: `L'étiquette ${version} a été déplacée : elle est sur ${short(tag)}, et cette version a été publiée par ${short(release)}. Remettez-la : git tag -f ${version} ${short(release)}.`,
          en: `Tag ${version} was moved: it is on ${short(tag)}, and this version was released by ${short(release)}. Put it back: git tag -f ${version} ${short(release)}.`,
        },
      },
    ];
  });
