import { FAULTS, type Fault, likeText } from '@/lib/lab/faults';
import type { Act, Step } from '@/lib/lessons/lesson';
import type { Timeline } from '@/lib/session/timeline';
import { fieldOf } from './acts';
import { evidenceText } from './evidence';
import { currentRun } from './totals';

type FindStep = Extract<Step, { kind: 'find' }>;

const TRANSPORTS = { polling: 'polling', upgrade: 'polling → websocket', websocket: 'websocket' } as const;

/** The acts of a solution as one would tell somebody to do them; what is only waited for goes without saying. */
export function solutionText(step: Step, timeline: Timeline): readonly string[] {
  return step.solution.map((act) => actText(act, step, timeline)).filter((text) => text !== undefined);
}

function actText(act: Act, step: Step, timeline: Timeline): string | undefined {
  switch (act.act) {
    case 'run':
      return 'Press Run.';
    case 'transport':
      return `Set the transports to ${TRANSPORTS[act.choice]}.`;
    case 'edit':
      return changeText(act.file);
    case 'replace':
      // Lines are read in the difference; a sentence has no room for them.
      if (`${act.from}${act.to}`.includes('\n')) return changeText(act.file);
      return `In ${act.file}, replace ${act.from} by ${act.to}.`;
    case 'fault':
      if (act.faults.length === 0) return 'Take every fault off the wire.';
      return `On the wire: ${act.faults.map(faultText).join(', ')}.`;
    case 'choose':
      return step.kind === 'predict' ? `Choose “${step.choices[act.choice]?.text ?? ''}”.` : undefined;
    case 'see':
      return undefined;
    case 'find':
      return step.kind === 'find' ? findText(step, act.match ?? step.matches, timeline) : undefined;
  }
}

function changeText(file: string): string {
  return `Change ${file} as shown below; Undo brings your own back.`;
}

/** Names what is to be found as it stands in the ladder; before the first run there is no name. */
function findText({ field }: FindStep, matches: FindStep['matches'], timeline: Timeline): string {
  const run = currentRun(timeline);
  const entry = timeline.entries.find((one) => one.run === run && matches(one, timeline));
  if (!entry) return 'Select the entry that is asked for. Once the program has run, this list names it.';
  const part = field === undefined ? undefined : fieldOf(entry, field);
  const inIt = part ? `, and in the inspector its field “${part.spec.label}”` : '';
  return `Select ${evidenceText(entry, timeline)} in the ladder${inIt}.`;
}

function faultText(fault: Fault): string {
  const { label } = FAULTS[fault.kind];
  const whose = fault.client === undefined ? '' : ` for ${fault.client}`;
  switch (fault.kind) {
    case 'latency':
      return `+${fault.ms} ms${fault.jitterMs ? ` and up to ${fault.jitterMs} ms more` : ''}${whose}`;
    case 'bandwidth':
      return `${label} ${fault.bytesPerSecond} B/s ${WAYS[fault.direction]}${whose}`;
    case 'freeze':
      return `${label} ${WAYS[fault.direction]}${whose}`;
    case 'hold':
      return `${label} ${fault.packet}${whose}`;
    case 'drop':
      return `${label} ${likeText(fault.like)}${whose}`;
    case 'cut':
      return `${label} with ${fault.how.toUpperCase()}${whose}`;
    case 'block-websocket':
    case 'strip-upgrade':
    case 'two-nodes':
      return `${label}${whose}`;
  }
}

const WAYS = { up: 'client → server', down: 'server → client', both: 'both directions' } as const;
