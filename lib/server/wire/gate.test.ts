import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { concatBytes, utf8Bytes, utf8Text } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { openConnection } from '@/lib/dissect/connection';
import type { Fault, PacketLike } from '@/lib/lab/faults';
import { openFaultSet } from './fault-set';
import { openGate } from './gate';

/** Both gates of one connection of alice. */
function gates() {
  const told: string[] = [];
  const faults = openFaultSet(() => undefined);
  const state = openConnection();
  const gateFrom = (from: Role) =>
    openGate({
      state,
      from,
      watch: faults.watch('alice', 1),
      onHold: (_, packet) => told.push(`held ${packet.eio.type}`),
      onLoss: (_, packet, _unit, how) => told.push(`lost ${packet.eio.type} ${how}`),
      onTooLong: () => told.push('too long'),
      onLostRequest: () => told.push('lost request'),
    });
  return { client: gateFrom('client'), server: gateFrom('server'), faults, told };
}

const text = (parts: readonly Uint8Array[]) =>
  utf8Text(concatBytes(parts)).replaceAll('\r\n', '␍␊').replaceAll('\x1e', '␞');
const wire = (shown: string) => utf8Bytes(shown.replaceAll('␍␊', '\r\n').replaceAll('␞', '\x1e'));
const drop = (like: Partial<PacketLike>): Fault => ({
  kind: 'drop',
  like: { from: 'client', eio: 'message', ...like },
});

const GET = 'GET /socket.io/?EIO=4&transport=polling&sid=a HTTP/1.1␍␊Host: h␍␊␍␊';
const post = (body: string, more = '') =>
  `POST /socket.io/?EIO=4&transport=polling&sid=a HTTP/1.1␍␊Host: h␍␊${more}Content-Length: ${utf8Bytes(body.replaceAll('␞', '\x1e')).length}␍␊␍␊${body}`;
const ok = (body: string) => `HTTP/1.1 200 OK␍␊X-A: b␍␊Content-Length: ${wire(body).length}␍␊␍␊${body}`;

describe('a packet taken out of a payload', () => {
  test.each([
    ['the first', '42["x"]␞42["é"]␞2', '42["é"]␞2'],
    ['the middle', '42["a"]␞42["x"]␞42["b"]', '42["a"]␞42["b"]'],
    ['the last', '42["a"]␞42["x"]', '42["a"]'],
  ])('of a request: %s', (_, body, left) => {
    const { client, faults, told } = gates();
    faults.replace([drop({ event: 'x' })]);
    expect(text(client.pass(wire(post(body))))).toBe(post(left));
    expect(told).toEqual(['lost message clean']);
    expect(faults.held).toEqual([]);
  });

  it('that was all of a request: nothing comes through, and somebody must answer', () => {
    const { client, faults, told } = gates();
    faults.replace([drop({ event: 'x' })]);
    expect(text(client.pass(wire(post('42["x"]'))))).toBe('');
    expect(told).toEqual(['lost request', 'lost message clean']);
    expect(text(client.pass(wire(GET)))).toBe(GET);
  });

  test.each([
    ['one of two', ok('42["x"]␞42["y"]'), ok('42["y"]')],
    ['all of it', ok('42["x"]'), ok('6')],
    [
      'in chunks',
      'HTTP/1.1 200 OK␍␊Transfer-Encoding: chunked␍␊␍␊3␍␊42[␍␊c␍␊"x"]␞42["y"]␍␊0␍␊␍␊',
      'HTTP/1.1 200 OK␍␊Content-Length: 7␍␊␍␊42["y"]',
    ],
  ])('of an answer: %s', (_, answer, left) => {
    const { client, server, faults } = gates();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    client.pass(wire(GET));
    expect(text(server.pass(wire(answer)))).toBe(left);
  });

  it('of an answer that was compressed, which goes on without that', () => {
    const { client, server, faults } = gates();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    client.pass(wire(GET));
    const body = gzipSync(wire('42["x"]␞42["y"]'));
    const head = `HTTP/1.1 200 OK␍␊Content-Encoding: gzip␍␊Content-Length: ${body.length}␍␊␍␊`;
    expect(text(server.pass(concatBytes([wire(head), body])))).toBe(
      'HTTP/1.1 200 OK␍␊Content-Length: 7␍␊␍␊42["y"]',
    );
  });

  test.each([
    ['as text', '7:42["x"]8:42["é!"]', '8:42["é!"]'],
    ['alone', '7:42["x"]', '1:6'],
  ])('of protocol 3, %s', (_, body, left) => {
    const { client, server, faults } = gates();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    client.pass(wire(GET.replace('EIO=4', 'EIO=3')));
    expect(text(server.pass(wire(ok(body))))).toBe(ok(left));
  });

  test.each([
    ['one of two', String.raw`42[\"x\"]\u001e42[\"é\u2028\"]`, String.raw`42[\"é\u2028\"]`],
    ['all of it', String.raw`42[\"x\"]`, '6'],
  ])('of a script (JSONP): %s', (_, body, left) => {
    const { client, server, faults, told } = gates();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    client.pass(wire(GET.replace('EIO=4', 'EIO=4&j=7')));
    expect(text(server.pass(wire(ok(`___eio[7]("${body}");`))))).toBe(ok(`___eio[7]("${left}");`));
    expect(told).toEqual(['lost message clean']);
  });

  it('of a form (JSONP), where a line feed and a backslash with an n stay what they are', () => {
    const { client, faults, told } = gates();
    faults.replace([drop({ event: 'x' })]);
    const form = (body: string) => post(`d=${body}`).replace('EIO=4', 'EIO=4&j=7');
    const y = '42%5B%22y%5C%5Cn%22%5D'; // 42["y\n"], its backslash doubled
    expect(text(client.pass(wire(form(`42%5B%22x%22%5D%1E${y}`))))).toBe(form(y));
    expect(told).toEqual(['lost message clean']);
  });

  it('not of a script that calls nothing, which passes, and that is told', () => {
    const { client, server, faults, told } = gates();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    client.pass(wire(GET.replace('EIO=4', 'EIO=4&j=0')));
    const answer = ok(String.raw`other("42[\"x\"]");`);
    expect(text(server.pass(wire(answer)))).toBe(answer);
    expect(told).toEqual(['lost message kept']);
  });
});

describe('a WebSocket message', () => {
  const HELLO =
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1␍␊Upgrade: websocket␍␊Connection: Upgrade␍␊Sec-WebSocket-Key: eA==␍␊␍␊';
  const AGREED = 'HTTP/1.1 101 Switching Protocols␍␊Upgrade: websocket␍␊Connection: Upgrade␍␊␍␊';
  const frame = (payload: string, first = 0x81) =>
    concatBytes([Uint8Array.of(first, utf8Bytes(payload).length), utf8Bytes(payload)]);
  const opened = () => {
    const both = gates();
    both.client.pass(wire(HELLO));
    both.server.pass(wire(AGREED));
    return both;
  };

  it('in fragments is lost with all of them; what was said between them is not', () => {
    const { server, faults } = opened();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    const ping = Uint8Array.of(0x89, 0);
    const fragments = [frame('42["', 0x01), ping, frame('x"', 0x00), frame(']', 0x80)];
    const out = [...fragments, frame('42["y"]')].flatMap((bytes) => server.pass(bytes));
    expect(concatBytes(out)).toEqual(concatBytes([ping, frame('42["y"]')]));
  });

  it('longer than 1 MiB passes as it comes, and that is told once', () => {
    const { server, faults, told } = opened();
    faults.replace([drop({ from: 'server', event: 'x' })]);
    const size = 2 ** 20 + 1;
    const head = Uint8Array.of(0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 1);
    for (let i = 0; i < 2; i++) {
      const chunks = [head, new Uint8Array(size - 10).fill(0x20), new Uint8Array(10).fill(0x20)];
      const out = chunks.flatMap((bytes) => server.pass(bytes));
      expect(concatBytes(out).length).toBe(head.length + size);
    }
    expect(told).toEqual(['too long']);
    expect(server.pass(frame('42["x"]'))).toEqual([]);
  });

  it('that began before anybody waited for it passes whole, and is not kept', () => {
    const { server, faults } = opened();
    const head = Uint8Array.of(0x81, 126, 0x01, 0x00);
    const rest = concatBytes([new Uint8Array(156).fill(0x20), frame('42["x"]'), frame('42["y"]')]);
    expect(server.pass(concatBytes([head, new Uint8Array(100).fill(0x20)]))).toHaveLength(1);
    faults.replace([drop({ from: 'server', event: 'x' })]);
    expect(concatBytes(server.pass(rest))).toEqual(
      concatBytes([new Uint8Array(156).fill(0x20), frame('42["y"]')]),
    );
  });

  it('whose beginning has passed already cannot be lost; the next one is', () => {
    const { server, faults } = opened();
    const whole = frame('42["x"]');
    const before = server.pass(whole.subarray(0, 4));
    faults.replace([drop({ from: 'server', event: 'x' })]);
    const out = [before, server.pass(whole.subarray(4)), server.pass(whole), server.pass(whole)].flat();
    expect(concatBytes(out)).toEqual(concatBytes([whole, whole]));
  });

  it('that is held shuts the gate, also for what came in the same bytes, until it is let go', () => {
    const { server, faults, told } = opened();
    faults.replace([{ kind: 'hold', packet: 'ping' }]);
    const [event, ping] = [frame('42["a"]'), frame('2')];
    expect(concatBytes([...server.pass(concatBytes([event, ping, event]))])).toEqual(event);
    expect([server.isShut, told]).toEqual([true, ['held ping']]);
    faults.replace([]);
    expect(concatBytes([...server.reconsider()])).toEqual(concatBytes([ping, event]));
    expect(server.isShut).toBe(false);
  });

  it('that is not whole is kept while a fault waits, and let go with the fault', () => {
    const { server, faults } = opened();
    faults.replace([{ kind: 'hold', packet: 'ping' }]);
    const whole = frame('42["a"]');
    expect(server.pass(whole.subarray(0, 5))).toEqual([]);
    faults.replace([]);
    const out = [...server.reconsider(), ...server.pass(whole.subarray(5))];
    expect(concatBytes(out)).toEqual(whole);
  });

  it('is lost or not the same, however the bytes are cut; and nothing else is touched', () => {
    const packets = fc.array(fc.constantFrom('42["x"]', '42["y",1]', '2', '430["z"]'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(packets, fc.array(fc.nat(12), { maxLength: 40 }), (sent, cuts) => {
        const { server, faults } = opened();
        faults.replace([drop({ from: 'server', event: 'x' })]);
        const bytes = concatBytes(sent.map((packet) => frame(packet)));
        const out: Uint8Array[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          out.push(...server.pass(bytes.slice(at, at + cut)));
          at = Math.min(at + cut, bytes.length);
        }
        const lost = sent.indexOf('42["x"]');
        const left = sent.filter((_, index) => index !== lost);
        expect(concatBytes(out)).toEqual(concatBytes(left.map((packet) => frame(packet))));
      }),
    );
  });
});

test('what is no packet passes as it comes, also while a fault waits', () => {
  const { client, server, faults } = gates();
  faults.replace([{ kind: 'hold', packet: 'ack' }]);
  client.pass(wire('GET /big HTTP/1.1␍␊Host: h␍␊␍␊'));
  expect(text(server.pass(wire('HTTP/1.1 200 OK␍␊Content-Length: 9␍␊␍␊abc')))).toBe(
    'HTTP/1.1 200 OK␍␊Content-Length: 9␍␊␍␊abc',
  );
  expect(text(server.pass(wire('def')))).toBe('def');
  expect(text(server.pass(wire('ghi')))).toBe('ghi');
});
