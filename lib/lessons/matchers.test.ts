import { describe, expect, it } from 'vitest';
import type { Match } from './lesson';
import {
  and,
  from,
  hasAttachments,
  hasHeader,
  inNamespace,
  isAck,
  isAsking,
  isAttachment,
  isClientEvent,
  isClosed,
  isCloseFrame,
  isCloseWith,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isConnection,
  isDisconnect,
  isEngineError,
  isEngineOpen,
  isEngineOpenWith,
  isEvent,
  isEventWith,
  isException,
  isFaultActed,
  isFaultPut,
  isFrame,
  isLog,
  isNoop,
  isOpened,
  isPing,
  isPoll,
  isPong,
  isProbe,
  isProbeAnswer,
  isRequest,
  isResponse,
  isRetry,
  isRoom,
  isServerDisconnect,
  isUnheard,
  isUnsent,
  isUpgrade,
  isUpgradeAccepted,
  isUpgradeRefused,
  isUpgradeRequest,
  not,
  or,
  overTransport,
  socketIdIn,
  to,
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

const others = timelineOf(
  `
   3 alice#1 > GET /news
   4 alice#1 < 404 nothing here
   6 alice#2 > UPGRADE /chat
   7 alice#2 < 101
   8 alice#2 > plain words
   9 alice#2 < BINARY 300
  10 alice#2 > BINARY 3
  11 alice#2 < CLOSE 4000 enough
  12 alice#2 > CLOSE
  13 alice#2 closed
  15 bob#3 > GET polling
  16 bob#3 < 200 0{"sid":"S1"}
  17 bob#3 > POST polling S1 | 40/chat,␞42/chat,7["ask",1]␞451-["file",{"_placeholder":true,"num":0}]␞bAQID
  18 bob#3 > POST polling S1 | 41/chat,
  19 alice traces {"kind":"log","level":"log","text":"connected as A1"}
  20 server traces {"kind":"exception","phase":"turn","name":"TypeError","message":"ack is not a function"}
  21 server traces {"kind":"room","action":"join","nsp":"/","room":"blue","socket":"A1"}
  22 server traces {"kind":"unheard","event":"file","nsp":"/","packet":{"sid":"S1","ordinal":2}}
  23 bob traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/"}
  24 bob traces {"kind":"retry","attempt":2,"delayMs":2100}
  25 bob traces {"kind":"client","source":"socket","event":"disconnect","detail":"ping timeout","nsp":"/"}
  26 bob#3 > GET polling S9
  27 bob#3 < 400 {"code":1,"message":"Session ID unknown"}`.replaceAll(/^\s+\d+ /gm, ''),
).entries;

describe('the matches of what is not in every session', () => {
  it.each<[string, Match, readonly number[]]>([
    ['isRequest()', isRequest(), [3, 6, 15, 17, 18, 26]],
    ['isRequest(POST)', isRequest('POST'), [17, 18]],
    ['isRequest(GET, /news)', isRequest('GET', '/news'), [3]],
    ['isEngineError(1)', isEngineError(1), [27]],
    ['isEngineError(5)', isEngineError(5), []],
    ['isResponse(404)', isResponse(404), [4]],
    ['hasHeader(upgrade)', hasHeader('upgrade'), [6, 7]],
    ['hasHeader(content-length, 12)', hasHeader('content-length', '12'), [4]],
    ['hasHeader(content-length, /1/)', hasHeader('content-length', /^1/), [4, 16]],
    ['isFrame(text)', isFrame('text'), [8]],
    ['isFrame(binary)', isFrame('binary'), [9, 10]],
    ['isFrame(binary, over 125)', isFrame('binary', (length) => length > 125), [9]],
    ['isCloseWith(4000)', isCloseWith(4000), [11]],
    ['isCloseWith(1005)', isCloseWith(1005), [12]],
    ['isOpened', isOpened, [2, 5, 14]],
    ['isClosed()', isClosed(), [13]],
    ['isClosed(client, fin)', isClosed('client', 'fin'), [13]],
    ['isClosed(fault)', isClosed('fault'), []],
    ['isEventWith(ask, 1)', isEventWith('ask', ([first]) => first === 1), [17]],
    ['isEventWith(ask, 2)', isEventWith('ask', ([first]) => first === 2), []],
    ['isEventWith(ask, 1, server)', isEventWith('ask', ([first]) => first === 1, 'server'), []],
    ['isAsking()', isAsking(), [17]],
    ['isAsking(ask, 7)', isAsking('ask', 7), [17]],
    ['isAsking(ask, 8)', isAsking('ask', 8), []],
    ['isAsking(file)', isAsking('file'), []],
    ['inNamespace(/chat)', inNamespace('/chat'), [17, 18]],
    ['isDisconnect(client)', isDisconnect('client'), [18]],
    ['isDisconnect(client, /)', isDisconnect('client', '/'), []],
    ['isDisconnect(server)', isDisconnect('server'), []],
    ['hasAttachments', hasAttachments, [17]],
    ['isAttachment', isAttachment, [17]],
    ['isLog(a part)', isLog(/connected/), [19]],
    ['isLog(all of it)', isLog('connected as A1', 'alice'), [19]],
    ['isLog(not all of it)', isLog('connected'), []],
    ['isLog(somebody else)', isLog(/connected/, 'bob'), []],
    ['isException()', isException(), [20]],
    ['isException(other)', isException(/other/), []],
    ['isRoom(join)', isRoom('join'), [21]],
    ['isRoom(join, red)', isRoom('join', 'red'), []],
    ['isRoom(leave)', isRoom('leave'), []],
    ['isUnheard()', isUnheard(), [22]],
    ['isUnheard(ask)', isUnheard('ask'), []],
    ['isUnsent(buffered)', isUnsent('buffered'), [23]],
    ['isUnsent(dropped)', isUnsent('dropped'), []],
    ['isRetry()', isRetry(), [24]],
    ['isRetry(1)', isRetry(1), []],
    ['isClientEvent(disconnect)', isClientEvent('disconnect'), [25]],
    [
      'isClientEvent(disconnect, ping timeout, bob)',
      isClientEvent('disconnect', 'ping timeout', 'bob'),
      [25],
    ],
    ['isClientEvent(disconnect, transport close)', isClientEvent('disconnect', 'transport close'), []],
    ['to(bob)', and(isResponse(200), to('bob')), [16]],
  ])('%s', (_, match, expected) => {
    expect(others.filter(match).map(({ n }) => n)).toEqual(expected);
  });
});

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
    ['isFaultPut(freeze, set)', isFaultPut('freeze', 'set'), [26]],
    ['isFaultPut(freeze, cleared)', isFaultPut('freeze', 'cleared'), []],
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
    const answer = entries.nth(8);
    expect(answer && ['/', '/chat', '/nope'].map((nsp) => socketIdIn(answer, nsp))).toEqual([
      'A1',
      'C1',
      undefined,
    ]);
  });
});
