import { Minus, Plus } from 'lucide-react';
import { Tip } from '../ui/tip';
import { type Zoom, zoomed, zoomText } from './zoom';

export interface ZoomControlProps {
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

const BUTTON =
  'grid h-6 w-6 place-items-center rounded text-dim hover:bg-raised hover:text-ink disabled:opacity-40';

/** Above the times: how much time lies between two rows. */
export function ZoomControl({ zoom, onZoom }: ZoomControlProps) {
  const text = zoomText(zoom);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend where there is room for three signs
    <div
      role="group"
      aria-label="Scale of time"
      data-slot="zoom"
      className="absolute left-1 top-0 w-[54px] text-center"
    >
      <div className="flex justify-center">
        <button
          type="button"
          aria-label="Less time between rows"
          disabled={zoomed(zoom, 'out') === zoom}
          onClick={() => onZoom(zoomed(zoom, 'out'))}
          className={BUTTON}
        >
          <Minus size={13} aria-hidden="true" />
        </button>
        <button
          type="button"
          aria-label="More time between rows"
          disabled={zoomed(zoom, 'in') === zoom}
          onClick={() => onZoom(zoomed(zoom, 'in'))}
          className={BUTTON}
        >
          <Plus size={13} aria-hidden="true" />
        </button>
      </div>
      <Tip
        tip={
          zoom === undefined
            ? 'Rows lie evenly; + and − show time to scale'
            : `To scale: 100 pixels are ${text}. Press for even rows (0)`
        }
      >
        <button
          type="button"
          aria-label={zoom === undefined ? 'Rows lie evenly' : `100 pixels are ${text}: even rows`}
          onClick={() => onZoom(undefined)}
          className="block w-full rounded font-mono text-[10.5px] font-normal leading-6 text-dim hover:text-ink"
        >
          {text}
        </button>
      </Tip>
    </div>
  );
}
