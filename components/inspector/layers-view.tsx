import type { Unit } from '@/lib/dissect/layer';
import { counted } from '@/lib/explain/words';
import { TEXT_TONE } from '../ui/tone';
import type { Dissected } from './dissected';
import { type LayerCost, layerCosts } from './layer-costs';

interface LayersViewProps {
  readonly unit: Unit;
  readonly dissected: Dissected;
}

/** One entry through its layers, outermost to innermost: what each says itself, and what it only carries. */
export function LayersView({ unit, dissected }: LayersViewProps) {
  const costs = layerCosts(unit, dissected);
  const meant = costs.reduce((sum, cost) => sum + cost.meant, 0);
  const widest = Math.max(1, ...costs.map(({ bytes }) => bytes));
  return (
    <section
      aria-label="Layers"
      data-slot="layers"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto px-3 py-2.5 text-[12.5px] -outline-offset-2!"
    >
      <p className="mb-2 text-dim">
        {counted(unit.wire.length, 'byte')} on the wire
        {meant > 0 ? (
          // Compressed bytes carry more than they are.
          <>
            {' carry '}
            <b className="font-semibold text-ink">{meant}</b> that the program meant.
          </>
        ) : (
          ', none of which a program asked for.'
        )}
      </p>
      <ol className="m-0 list-none p-0">
        {costs.map((cost) => (
          <Cost key={cost.key} cost={cost} widest={widest} />
        ))}
      </ol>
    </section>
  );
}

function Cost({ cost, widest }: { readonly cost: LayerCost; readonly widest: number }) {
  const { layer, title, depth, bytes, own, meant, within } = cost;
  const overhead = own - meant;
  const part = (count: number) => `${(count / widest) * 100}%`;
  return (
    <li
      data-slot="layer-cost"
      data-layer={layer}
      className={`mb-2 ${TEXT_TONE[layer]}`}
      style={{ paddingLeft: depth * 14 }}
    >
      <div className="flex items-baseline gap-2 font-mono">
        <span className="font-semibold">{title}</span>
        {within !== undefined && <span className="text-dim">{within}</span>}
        <span className="ml-auto whitespace-nowrap text-ink">{bytes} B</span>
      </div>
      <div aria-hidden="true" className="my-0.5 h-2 overflow-hidden rounded-[2px] bg-raised">
        <div className="flex h-full" style={{ width: part(bytes) }}>
          <span className="bg-current" style={{ flexGrow: overhead }} />
          <span
            className="bg-[repeating-linear-gradient(90deg,currentColor_0_2px,transparent_2px_4px)]"
            style={{ flexGrow: meant }}
          />
          <span className="border-y border-r border-current opacity-50" style={{ flexGrow: bytes - own }} />
        </div>
      </div>
      <p className="text-dim">
        {counted(overhead, 'byte')} of overhead
        {meant > 0 && `, ${meant} meant by the program`}
        {bytes > own && `, ${bytes - own} carried`}
      </p>
    </li>
  );
}
