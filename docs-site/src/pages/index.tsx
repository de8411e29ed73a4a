import Layout from '@theme/Layout';
import type { ReactNode } from 'react';

export default function Home(): ReactNode {
  return (
    <Layout title="Accueil">
      <main>
        <h1>Référentiel</h1>
      </main>
    </Layout>
  );
}
