import useBrokenLinks from '@docusaurus/useBrokenLinks';
import OriginalA from '@theme-original/MDXComponents/A';
import type { ComponentProps, ReactNode } from 'react';
import { SHARED_FOLDERS } from '../../../../shared/urls.ts';

const PLAIN = 'pathname://';

/** A link of a page. Its anchor is registered for the link check; a file that exists once for both languages has one address. */
export default function A(props: ComponentProps<'a'>): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  collectAnchor(props.id);
  const { href, ...others } = props;
  if (href !== undefined && SHARED_FOLDERS.some((folder) => href.startsWith(PLAIN + folder)))
    return <a href={href.slice(PLAIN.length)} {...others} />;
  return <OriginalA {...props} />;
}
