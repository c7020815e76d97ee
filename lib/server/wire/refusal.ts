import { Duplex } from 'node:stream';

const BODY = 'WebSocket is not allowed on this network.\n';
const ANSWER = [
  'HTTP/1.1 403 Forbidden',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${BODY.length}`,
  'Connection: close',
  '',
  BODY,
].join('\r\n');

/** The far end of a wire whose middle says no: reads one request head, answers 403 and closes, as a proxy would. */
export function dialRefusal(onRefuse: () => void): Duplex {
  let head = '';
  let refused = false;
  const end: Duplex = new Duplex({
    read() {
      // Nothing is sent before the request has been read.
    },
    write(chunk: Buffer, _encoding, done) {
      // What follows the head was sent into the void.
      if (!refused) head += chunk.toString('latin1');
      if (!refused && head.includes('\r\n\r\n')) {
        refused = true;
        onRefuse();
        end.push(ANSWER);
        end.push(null);
      }
      done();
    },
    final(done) {
      end.destroy();
      done();
    },
  });
  return end;
}
