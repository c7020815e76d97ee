import { FAULTS, type Fault, likeText } from '@/lib/lab/faults';
import type { Act } from '@/lib/lessons/lesson';

const TRANSPORTS = { polling: 'polling', upgrade: 'polling → websocket', websocket: 'websocket' } as const;

/** The acts of a solution as one would tell somebody to do them; what is only waited for goes without saying. */
export function solutionText(
  acts: readonly Act[],
  choices: readonly { readonly text: string }[],
): readonly string[] {
  return acts.map((act) => actText(act, choices)).filter((text) => text !== undefined);
}

function actText(act: Act, choices: readonly { readonly text: string }[]): string | undefined {
  switch (act.act) {
    case 'run':
      return 'Press Run.';
    case 'transport':
      return `Set the transports to ${TRANSPORTS[act.choice]}.`;
    case 'edit':
      return `Change ${act.file} as shown below; Undo brings your own back.`;
    case 'replace':
      return `In ${act.file}, replace ${act.from} by ${act.to}.`;
    case 'fault':
      if (act.faults.length === 0) return 'Take every fault off the wire.';
      return `On the wire: ${act.faults.map(faultText).join(', ')}.`;
    case 'choose':
      return `Choose “${choices[act.choice]?.text ?? ''}”.`;
    case 'see':
      return undefined;
    case 'find':
      return 'Select the entry in the ladder.';
  }
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
