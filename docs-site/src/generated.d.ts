/** Files that the build of the site writes before Docusaurus runs. A fresh clone does not have them. */
declare module '@site/generated/data/versions.json' {
  import type { TimelineVersion } from '@site/shared/timeline.ts';
  const versions: TimelineVersion[];
  export default versions;
}
