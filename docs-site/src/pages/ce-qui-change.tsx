import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { ChangeApp } from '../check/change/ChangeApp.tsx';
import { usePage } from '../check/use-page.ts';
import '../css/check.css';

export default function Changes(): ReactNode {
  const { own } = usePage();
  const { change } = own;
  return (
    <Layout title={change.title()} description={change.description()}>
      <main className="container margin-vert--lg check-page">
        <h1>{change.title()}</h1>
        <p className="check-intro">{change.intro()}</p>
        <ChangeApp />
      </main>
    </Layout>
  );
}
