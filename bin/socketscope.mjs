#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The paths of the imports stand in this project's own tsconfig, wherever the command is called.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });

const { main } = await import('../lib/command/main.ts');
process.exitCode = await main(process.argv.slice(2), process);
