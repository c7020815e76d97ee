import { describe, expect, it } from 'vitest';
import type { Match } from './lesson';
import {
  and,
  from,
  isAck,
  isCloseFrame,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isConnection,
  isEngineOpen,
  isEngineOpenWith,
  isEvent,
  isFaultActed,
  isNoop,
  isPing,
  isPoll,
  isPong,
  isProbe,
  isProbeAnswer,
  isServerDisconnect,
  isUpgrade,
  isUpgradeAccepted,
  isUpgradeRefused,
  isUpgradeRequest,
  not,
  or,
  overTransport,
  socketIdIn,
} from './matchers';
import { timelineOf } from './testing/transcript';

// The number before each line is that of its entry; the first of a connection has its opening before it.
const { entries } = timelineOf(
  `
   3 alice#1 > GET polling
   4 alice#1 < 200 0{"sid":"S1","upgrades":["websocket"],"pingInterval":300}
   5 alice#1 > POST polling S1 | 40{"token":"t"}␞40/chat,␞40/nope,
   6 alice#1 < 200 ok
   7 alice#1 > GET polling S1
   8 alice#1 < 200 40{"sid":"A1"}␞40/chat,{"sid":"C1"}␞44/nope,{"message":"Invalid namespace"}
  10 alice#2 > GET websocket S1
  11 alice#2 < 101
  12 alice#2 > 2probe
  13 alice#2 < 3probe
  14 alice#1 > GET polling S1
  15 alice#1 < 200 6
  16 alice#2 > 5
  17 alice#2 < 2
  18 alice#2 > 3
  19 alice#2 > 427["hello","Alice"]
  20 alice#2 < 437["Hello"]
  21 alice#2 < 42["hello","again"]
  22 alice#2 > 42["bye"]
  23 alice#2 < CLOSE
  24 server connection / A1 S1
  25 server disconnect / A1 S1 ping timeout
  26 fault freeze set
  27 fault freeze acted up
  29 bob#3 > GET websocket
  30 bob#3 < 403`.replaceAll(/^\s+\d+ /gm, ''),
);

describe('the matches', () => {
  it.each<[string, Match, readonly number[]]>([
    ['isEngineOpen', isEngineOpen, [4]],
    [
      'isEngineOpenWith(pingInterval < 500)',
      isEngineOpenWith(({ pingInterval = 0 }) => pingInterval < 500),
      [4],
    ],
    [
      'isEngineOpenWith(pingInterval > 500)',
      isEngineOpenWith(({ pingInterval = 0 }) => pingInterval > 500),
      [],
    ],
    ['isProbe', isProbe, [12]],
    ['isProbeAnswer', isProbeAnswer, [13]],
    ['isNoop', isNoop, [15]],
    ['isUpgrade', isUpgrade, [16]],
    ['isPing', isPing, [17]],
    ['isPong', isPong, [18]],
    ['isConnect()', isConnect(), [5]],
    ['isConnect(/chat)', isConnect('/chat'), [5]],
    ['isConnect(/other)', isConnect('/other'), []],
    ['isConnectAnswer()', isConnectAnswer(), [8]],
    ['isConnectAnswer(/chat)', isConnectAnswer('/chat'), [8]],
    ['isConnectAnswer(/nope)', isConnectAnswer('/nope'), []],
    ['isConnectError()', isConnectError(), [8]],
    ['isConnectError(/nope)', isConnectError('/nope'), [8]],
    ['isConnectError(/chat)', isConnectError('/chat'), []],
    ['isEvent()', isEvent(), [19, 21, 22]],
    ['isEvent(hello)', isEvent('hello'), [19, 21]],
    ['isEvent(hello, alice)', isEvent('hello', 'alice'), [19]],
    ['isEvent(hello, server)', isEvent('hello', 'server'), [21]],
    ['isAck()', isAck(), [20]],
    ['isAck(7)', isAck(7), [20]],
    ['isAck(0)', isAck(0), []],
    ['isUpgradeRequest', isUpgradeRequest, [10, 29]],
    ['isUpgradeAccepted', isUpgradeAccepted, [11]],
    ['isUpgradeRefused', isUpgradeRefused, [30]],
    ['isCloseFrame', isCloseFrame, [23]],
    ['isPoll(GET)', isPoll('GET'), [3, 7, 14]],
    ['isPoll(POST)', isPoll('POST'), [5]],
    ['overTransport(polling)', overTransport('polling'), [4, 5, 8, 15]],
    ['overTransport(websocket)', overTransport('websocket'), [12, 13, 16, 17, 18, 19, 20, 21, 22]],
    ['isConnection()', isConnection(), [24]],
    ['isConnection(/chat)', isConnection('/chat'), []],
    ['isServerDisconnect()', isServerDisconnect(), [25]],
    ['isServerDisconnect(ping timeout)', isServerDisconnect('ping timeout'), [25]],
    ['isServerDisconnect(transport close)', isServerDisconnect('transport close'), []],
    ['isFaultActed(freeze)', isFaultActed('freeze'), [27]],
    ['isFaultActed(freeze, up)', isFaultActed('freeze', 'up'), [27]],
    ['isFaultActed(freeze, down)', isFaultActed('freeze', 'down'), []],
    ['isFaultActed(cut)', isFaultActed('cut'), []],
    ['and', and(isEvent('hello'), from('server')), [21]],
    ['or', or(isPing, isPong), [17, 18]],
    ['not', and(isEvent(), not(isEvent('hello'))), [22]],
    ['from(client)', and(isUpgradeRequest, from('client')), [10, 29]],
    ['from(bob)', and(isUpgradeRequest, from('bob')), [29]],
  ])('%s', (_, match, expected) => {
    expect(entries.filter(match).map(({ n }) => n)).toEqual(expected);
  });

  it('socketIdIn: the id of one namespace among several', () => {
    const answer = entries[8 - 1];
    expect(answer && ['/', '/chat', '/nope'].map((nsp) => socketIdIn(answer, nsp))).toEqual([
      'A1',
      'C1',
      undefined,
    ]);
  });
});
