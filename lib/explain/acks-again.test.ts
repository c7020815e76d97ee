import { expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { acksAgain } from './acks-again';

const OPEN = '"upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

it('finds the acks that came once more, by session, sender, namespace and id', () => {
  const timeline = timelineOf(`
    alice opens 1
    1 > UPGRADE /socket.io/?EIO=4&transport=websocket
    1 < 101
    1 < text 0{"sid":"a",${OPEN}
    bob opens 2
    2 > UPGRADE /socket.io/?EIO=4&transport=websocket
    2 < 101
    2 < text 0{"sid":"b",${OPEN}
    # 9: nobody asked, and none came before
    1 < text 430[]
    # 10 to 12: once, and once more
    1 > text 420["save"]
    1 < text 430["ok"]
    1 < text 430["ok"]
    # 13: Bob's is another session, 14: the room another namespace, 15: Alice another sender
    2 < text 430["ok"]
    1 < text 43/room,0["ok"]
    1 > text 430["ok"]
    # 16 to 18: the id is used again, and answered again
    1 > text 420["save"]
    1 < text 430["ok"]
    1 < text 430["more"]
    # 19 to 21: with an attachment
    1 > text 427["photo"]
    1 < text 437[]
    1 < text 461-7[{"_placeholder":true,"num":0}]
  `);
  expect(
    [...acksAgain(timeline)].map(({ entry, id, earlier }) => `${entry.n}: ack ${id} of ${earlier}`),
  ).toEqual(['12: ack 0 of 11', '18: ack 0 of 17', '21: ack 7 of 20']);
});
