import type { KeepForm } from '@/components/keep/export-popover';
import { toggled } from '@/components/wire/fault-set';
import { FAULTS, type Fault } from '@/lib/lab/faults';
import { readTransports, type TransportChoice, writeTransports } from '@/lib/program/transports';
import type { Action } from '@/lib/state/actions';
import type { EntriesForm, PanelName } from '@/lib/state/view';
import type { Workbench } from '@/lib/state/workbench-context';
import { timeActions } from './time-actions';
import { focusFilter } from './use-shortcuts';

/** What the table asks for that is no state of the workbench. */
interface Hands {
  readonly onKeep: (form: KeepForm) => void;
}

/** All that can be done at a workbench now, by name. `typed` may be the number of an entry. */
export function benchActions(bench: Workbench, { onKeep }: Hands, typed: string): readonly Action[] {
  const isEmpty = bench.recording.timeline().entries.length === 0;
  return [
    ...(bench.isFile ? [] : [...programActions(bench), ...faultActions(bench)]),
    ...viewActions(bench),
    ...(isEmpty ? [] : [...entryActions(bench, typed), ...timeActions(bench), ...keepActions(onKeep)]),
  ];
}

function programActions({ store, conductor }: Workbench): Action[] {
  const { phase, files, replaceFiles, openTab } = store.getState();
  const source = files['client.js'] ?? '';
  const now = readTransports(source);
  const choose = (choice: TransportChoice) => {
    const written = writeTransports(source, choice);
    if (written === undefined) return;
    replaceFiles({ 'client.js': written }, 'Transports');
    openTab('client.js');
    if (phase === 'running') void conductor.run();
  };
  const isRunning = phase === 'running';
  return [
    {
      id: 'run',
      group: 'Program',
      title: isRunning ? 'Run the program again' : 'Run the program',
      words: 'start restart',
      run: () => void conductor.run(),
    },
    ...(isRunning
      ? [
          {
            id: 'stop',
            group: 'Program',
            title: 'Stop the program',
            words: 'end lab close',
            run: () => conductor.close(),
          },
        ]
      : []),
    ...TRANSPORTS.filter(([choice]) => choice !== now && writeTransports(source, choice) !== undefined).map(
      ([choice, title]): Action => ({
        id: `transport ${choice}`,
        group: 'Program',
        title,
        words: 'transports client',
        run: () => choose(choice),
      }),
    ),
  ];
}

const TRANSPORTS: readonly (readonly [TransportChoice, string])[] = [
  ['polling', 'Connect by polling only'],
  ['upgrade', 'Connect by polling, then WebSocket'],
  ['websocket', 'Connect by WebSocket only'],
];

/** Those that need no amount, and the most common of those that do. */
const OFTEN: readonly (readonly [title: string, fault: Fault])[] = [
  ['block WebSocket', { kind: 'block-websocket' }],
  ['strip the Upgrade header', { kind: 'strip-upgrade' }],
  ['200 ms of latency', { kind: 'latency', direction: 'both', ms: 200 }],
  ['freeze both directions', { kind: 'freeze', direction: 'both' }],
  ['freeze client → server', { kind: 'freeze', direction: 'up' }],
  ['freeze server → client', { kind: 'freeze', direction: 'down' }],
  ['two nodes', { kind: 'two-nodes' }],
  ['hold the next ping', { kind: 'hold', packet: 'ping' }],
  ['hold the next pong', { kind: 'hold', packet: 'pong' }],
  ['hold the next ack', { kind: 'hold', packet: 'ack' }],
];

function faultActions({ store, conductor }: Workbench): Action[] {
  const { faults, phase } = store.getState();
  const put = (next: readonly Fault[]) => void conductor.putFaults(next);
  const cuts: readonly (readonly [string, Fault])[] = [
    ['Cut all connections politely, with FIN', { kind: 'cut', how: 'fin' }],
    ['Cut all connections at once, with RST', { kind: 'cut', how: 'rst' }],
  ];
  return [
    ...OFTEN.map(([title, fault]): Action => {
      const next = toggled(faults, fault);
      return {
        id: `fault ${title}`,
        group: 'Faults of the wire',
        title: `${next.length > faults.length ? 'Fault' : 'No longer'}: ${title}`,
        words: `${FAULTS[fault.kind].does} ${FAULTS[fault.kind].realWorld}`,
        run: () => put(next),
      };
    }),
    ...(phase === 'running'
      ? cuts.map(
          ([title, fault]): Action => ({
            id: `fault ${title}`,
            group: 'Faults of the wire',
            title,
            words: FAULTS.cut.realWorld,
            run: () => put([...faults, fault]),
          }),
        )
      : []),
    ...(faults.length > 0
      ? [{ id: 'no faults', group: 'Faults of the wire', title: 'Take all faults away', run: () => put([]) }]
      : []),
  ];
}

const FORMS: readonly (readonly [EntriesForm, string])[] = [
  ['ladder', 'Show the ladder'],
  ['list', 'Show the list'],
  ['statistics', 'Show the statistics'],
  ['compare', 'Compare entries or runs'],
];

const PANELS: readonly (readonly [PanelName, string])[] = [
  ['side', 'lesson or programs'],
  ['code', 'Code'],
  ['console', 'Console'],
  ['ladder', 'Ladder'],
  ['inspector', 'Inspector'],
];
const PANELS_OF_FILE: typeof PANELS = [
  ['side', 'File'],
  ['ladder', 'Ladder'],
  ['inspector', 'Inspector'],
];

function viewActions({ store, isFile }: Workbench): Action[] {
  const { paused, filter, pause, showAs, turnTo, typeFilter } = store.getState();
  return [
    ...FORMS.map(
      ([form, title]): Action => ({
        id: `form ${form}`,
        group: 'View',
        title,
        run: () => {
          turnTo('ladder');
          showAs(form);
        },
      }),
    ),
    {
      id: 'filter',
      group: 'View',
      title: 'Filter the entries',
      words: 'search find',
      run: () => focusFilter(store),
    },
    ...(filter === ''
      ? []
      : [{ id: 'no filter', group: 'View', title: 'Clear the filter', run: () => typeFilter('') }]),
    ...(isFile
      ? []
      : [
          {
            id: 'pause',
            group: 'View',
            title: paused ? 'Let the view go on' : 'Hold the view still',
            words: 'pause freeze live',
            run: () => pause(!paused),
          },
        ]),
    ...(window.matchMedia('(min-width: 900px)').matches
      ? []
      : (isFile ? PANELS_OF_FILE : PANELS).map(
          ([panel, title]): Action => ({
            id: `panel ${panel}`,
            group: 'View',
            title: `Turn to ${title}`,
            run: () => turnTo(panel),
          }),
        )),
  ];
}

function entryActions({ store, recording }: Workbench, typed: string): Action[] {
  const { entries } = recording.timeline();
  const { entry, select, turnTo } = store.getState();
  const go = (n: number) => {
    turnTo('ladder');
    select(n);
  };
  const wanted = Number(/^#?(\d+)$/.exec(typed.trim())?.[1]);
  const run = entries.at(-1)?.run;
  const first = entries.find((one) => one.run === run && one.kind === 'unit')?.n;
  return [
    ...(wanted >= 1 && wanted <= entries.length
      ? [{ id: `entry ${wanted}`, group: 'Entries', title: `Go to entry #${wanted}`, run: () => go(wanted) }]
      : []),
    ...(first === undefined
      ? []
      : [
          { id: 'entry first', group: 'Entries', title: 'Go to the first on the wire', run: () => go(first) },
        ]),
    { id: 'entry last', group: 'Entries', title: 'Go to the newest entry', run: () => go(entries.length) },
    ...(entry === undefined
      ? []
      : [
          {
            id: 'let-go',
            group: 'Entries',
            title: `Let go of entry #${entry}`,
            run: () => select(undefined),
          },
        ]),
  ];
}

const KEEPS: readonly (readonly [KeepForm, string])[] = [
  ['capture', 'Export the capture'],
  ['har', 'Export as HAR'],
  ['mermaid', 'Export as a Mermaid diagram'],
  ['svg', 'Export the ladder as a picture, SVG'],
  ['png', 'Export the ladder as a picture, PNG'],
];

function keepActions(onKeep: Hands['onKeep']): Action[] {
  return KEEPS.map(
    ([form, title]): Action => ({
      id: `keep ${form}`,
      group: 'Export, without secrets',
      title,
      words: 'save download keep redacted',
      run: () => onKeep(form),
    }),
  );
}
