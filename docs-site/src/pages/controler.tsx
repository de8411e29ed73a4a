import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { CheckApp } from '../check/CheckApp.tsx';
import { usePage } from '../check/use-page.ts';
import '../css/check.css';

export default function Check(): ReactNode {
  const { own } = usePage();
  return (
    <Layout title={own.title()} description={own.description()}>
      <main className="container margin-vert--lg check-page">
        <h1>{own.title()}</h1>
        <p className="check-intro">{own.intro()}</p>
        <CheckApp />
      </main>
    </Layout>
  );
}
