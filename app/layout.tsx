import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Palette } from '@/components/palette/palette';
import { THEME_SCRIPT } from '@/lib/state/theme';
import { mono, sans } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Socketscope', template: '%s · Socketscope' },
  description: 'See what Socket.IO really puts on the wire, byte by byte, beside the code that put it there.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html
      lang="en"
      data-theme="dark"
      className={`${sans.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, which must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        {children}
        <Palette />
      </body>
    </html>
  );
}
