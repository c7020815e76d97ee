import { decodePayload } from 'engine.io-parser';
import { Decoder } from 'socket.io-parser';

/** How many packets the two official parsers find in payloads. */
export function decodeOfficially(texts: readonly string[]): number {
  let decoded = 0;
  const decoder = new Decoder();
  decoder.on('decoded', () => decoded++);
  for (const text of texts) {
    for (const packet of decodePayload(text)) {
      if (packet.type === 'message') decoder.add(packet.data);
      else decoded++;
    }
  }
  return decoded;
}
