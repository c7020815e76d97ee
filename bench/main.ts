import { browser } from './browser';
import { dissect } from './dissect';
import { dissectBytes } from './dissect-bytes';
import { dissectMemory } from './dissect-memory';
import { labCost } from './lab-cost';
import { scrub } from './scrub';
import { throughput } from './throughput';

const BENCHES: { readonly [name: string]: () => void | Promise<void> } = {
  dissect,
  'dissect-bytes': dissectBytes,
  'dissect-memory': dissectMemory,
  'lab-cost': labCost,
  scrub,
  throughput,
  browser,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`There is no bench “${name}”; there are: ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(2);
  }
  await bench();
}
process.exit(0);
