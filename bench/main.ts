import { browser } from './browser';
import { browserLive } from './browser-live';
import { dissect } from './dissect';
import { dissectBytes } from './dissect-bytes';
import { dissectMemory } from './dissect-memory';
import { labCost, thousandLabs } from './lab-cost';
import { scrub } from './scrub';
import { soak } from './soak';
import { throughput } from './throughput';
import { watched } from './watched';

const BENCHES: { readonly [name: string]: () => void | Promise<void> } = {
  dissect,
  'dissect-bytes': dissectBytes,
  'dissect-memory': dissectMemory,
  'lab-cost': labCost,
  scrub,
  throughput,
  watched,
  browser,
  'browser-live': browserLive,
};

/** They take minutes, so only who asks for them by name gets them. */
const LONG: typeof BENCHES = { 'thousand-labs': thousandLabs, soak };

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = BENCHES[name] ?? LONG[name];
  if (!bench) {
    const names = Object.keys({ ...BENCHES, ...LONG }).join(', ');
    console.error(`There is no bench “${name}”; there are: ${names}.`);
    process.exit(2);
  }
  await bench();
}
process.exit(0);
