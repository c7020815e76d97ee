import type { Metadata } from 'next';
import Link from 'next/link';
import { Header } from '@/components/chrome/header';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <>
      <Header />
      <main className="mx-auto max-w-xl px-6 py-20">
        <h1 className="mb-3 text-2xl font-semibold tracking-tight">There is no page at this address</h1>
        <p className="mb-6 text-dim">
          The link may be old, or a letter may be missing. Every lesson is listed in the contents.
        </p>
        <Link href="/learn" className="text-note underline underline-offset-4">
          Open the contents
        </Link>
      </main>
    </>
  );
}
