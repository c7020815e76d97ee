import { TRANSITIONS } from '@/lib/session/state';
import { FactTable } from './fact-table';

/** The states of a session in words: the same table that the diagram is drawn from. */
export function TransitionTable() {
  const rows = Object.entries(TRANSITIONS).flatMap(([from, events]) =>
    Object.entries(events).map(([event, { to, seen }]) => ({
      key: `${from} ${event}`,
      cells: [from, event, to, seen],
    })),
  );
  return (
    <FactTable caption="States of a session" columns={['In state', 'When', 'It is', 'Seen as']} rows={rows} />
  );
}
