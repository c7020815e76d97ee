import { afterEach, expect, test } from 'vitest';
import { TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

test.each([
  ['{ origin: "*" }', '*'],
  ['{ origin: "https://shop.example" }', 'https://shop.example'],
  ['{ origin: ["https://a.example", "https://shop.example"] }', 'https://shop.example'],
  ['{ origin: "https://other.example" }', 'https://other.example'],
  // The typo that opens everything.
  ['{ origins: ["https://other.example"] }', '*'],
])('cors: %s answers a page of https://shop.example with %s', async (cors, allowed) => {
  lab = await TestLab.start(`import { Server } from "socket.io";\nnew Server(3000, { cors: ${cors} });\n`);
  const response = await fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { Origin: 'https://shop.example' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  expect((await response.text()).slice(0, 8)).toBe('0{"sid":');
});
