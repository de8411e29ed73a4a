import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { NewerNotice } from '../check/parts/NewerNotice.tsx';
import { usePage } from '../check/use-page.ts';
import { FormApp } from '../form/FormApp.tsx';
import '../css/check.css';
import '../css/form.css';

export default function Form(): ReactNode {
  const { own } = usePage();
  return (
    <Layout title={own.form.title()} description={own.form.description()}>
      <main className="container margin-vert--lg check-page">
        <h1>{own.form.title()}</h1>
        <p className="check-intro">{own.form.intro()}</p>
        <NewerNotice />
        <FormApp />
      </main>
    </Layout>
  );
}
