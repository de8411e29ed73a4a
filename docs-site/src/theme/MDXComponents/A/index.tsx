import useBrokenLinks from '@docusaurus/useBrokenLinks';
import OriginalA from '@theme-original/MDXComponents/A';
import type { ComponentProps, ReactNode } from 'react';
import { DOWNLOADS } from '../../../../shared/urls.ts';

const PLAIN = 'pathname://';

/** A link of a page. Its anchor is registered for the link check; downloads exist once for both languages. */
export default function A(props: ComponentProps<'a'>): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  collectAnchor(props.id);
  const { href, ...others } = props;
  if (href?.startsWith(PLAIN + DOWNLOADS)) return <a href={href.slice(PLAIN.length)} {...others} />;
  return <OriginalA {...props} />;
}
