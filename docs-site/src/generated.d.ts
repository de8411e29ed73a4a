/** What the build of the site writes before Docusaurus reads it: a fresh clone has it not yet. */
declare module '@site/generated/data/versions.json' {
  import type { TimelineVersion } from '@site/shared/timeline.ts';
  const versions: TimelineVersion[];
  export default versions;
}
