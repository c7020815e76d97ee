import { counted } from '@/lib/explain/words';
import { type BothWays, bothOf, type ClientTally, type PacketKind } from '@/lib/session/tally';
import { Column, FilterButton, numberText, Panel, PickButton } from './panel';
import { filterOf, type Picked } from './picked';

interface PacketsChartProps {
  readonly total: ClientTally;
  readonly onPick: (picked: Picked) => void;
  readonly onFilter: ((filter: string) => void) | undefined;
}

/** As they nest: what Engine.IO says to itself, then what it carries. */
const ORDER: readonly PacketKind[] = [
  'open',
  'close',
  'ping',
  'pong',
  'upgrade',
  'noop',
  'message',
  'CONNECT',
  'DISCONNECT',
  'EVENT',
  'ACK',
  'CONNECT_ERROR',
  'BINARY_EVENT',
  'BINARY_ACK',
  'binary',
];

/** How many packets of each type there were: up to the left, down to the right. */
export function PacketsChart({ total, onPick, onFilter }: PacketsChartProps) {
  const rows = ORDER.flatMap((kind) => {
    const count = total.packets.get(kind);
    return count ? [{ kind, count }] : [];
  });
  const all = rows.reduce((sum, { count }) => sum + bothOf(count), 0);
  const most = Math.max(1, ...rows.flatMap(({ count }) => [count.up, count.down]));
  return (
    <Panel
      title="Packets by type"
      lead={
        <>
          <b>{counted(all, 'packet')}</b>
          {carriedText(total)}.
        </>
      }
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <Column words>Type</Column>
            <Column>↑ up</Column>
            <td className="w-1/2" />
            <Column>↓ down</Column>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, count }) => (
            <tr key={kind} data-packet={kind} className="border-t border-line/60">
              <th scope="row" className="py-0.5 text-left font-mono font-normal whitespace-nowrap">
                <PickButton
                  title={`Go to the next ${kind}`}
                  onPress={() => onPick({ kind: 'packet', packet: kind })}
                >
                  <span className={/^[A-Z]/.test(kind) ? 'text-sio' : 'text-eio'}>{kind}</span>
                </PickButton>
                <FilterButton filter={filterOf({ kind: 'packet', packet: kind })} onFilter={onFilter} />
              </th>
              <td className="pl-3 text-right font-mono">{numberText(count.up)}</td>
              <td className="px-2 align-middle">
                <Pair count={count} most={most} onPress={() => onPick({ kind: 'packet', packet: kind })} />
              </td>
              <td className="text-right font-mono">{numberText(count.down)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface PairProps {
  readonly count: BothWays;
  readonly most: number;
  onPress(): void;
}

/** From the middle, to both sides. One packet among thousands is a line still. */
function Pair({ count: { up, down }, most, onPress }: PairProps) {
  const length = (count: number) => (count === 0 ? 0 : Math.max(0.8, (count / most) * 49));
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={12}
      className="block cursor-pointer hover:opacity-80"
      onClick={onPress}
    >
      <rect x={`${49.5 - length(up)}%`} width={`${length(up)}%`} height={12} rx={2} className="fill-up" />
      <rect x="50.5%" width={`${length(down)}%`} height={12} rx={2} className="fill-down" />
      <rect x="49.8%" width="0.4%" height={12} className="fill-line" />
    </svg>
  );
}

function carriedText({ messages, frames, whole }: ClientTally): string {
  const by: readonly (readonly [BothWays, string])[] = [
    [messages, 'HTTP message'],
    [frames, 'WebSocket frame'],
    [whole, 'WebSocket message'],
  ];
  const counts = by.flatMap(([ways, noun]) => (bothOf(ways) > 0 ? [counted(bothOf(ways), noun)] : []));
  return counts.length > 0 ? ` in ${counts.join(' and ')}` : '';
}
