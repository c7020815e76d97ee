import { dissect } from './dissect';
import { labCost } from './lab-cost';
import { throughput } from './throughput';

const BENCHES: { readonly [name: string]: () => void | Promise<void> } = {
  dissect,
  'lab-cost': labCost,
  throughput,
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
