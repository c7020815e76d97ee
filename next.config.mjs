import createMDX from '@next/mdx';

const withMDX = createMDX({ extension: /\.mdx$/ });

/** @type {import('next').NextConfig} */
const config = {
  pageExtensions: ['ts', 'tsx', 'mdx'],
  reactStrictMode: true,
  poweredByHeader: false,
  // What browsers load is made small by scripts/minify.mjs, which says why.
  experimental: { turbopackMinify: { client: false } },
  // `npm test` checks types for the whole tree; a second check here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
};

export default withMDX(config);
