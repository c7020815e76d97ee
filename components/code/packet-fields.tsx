import { TEXT_TONE } from '@/components/ui/tone';
import type { TypedPacket } from '@/lib/state/raw-packet';

const LEVEL = { note: 'text-note', warn: 'text-warn', error: 'text-error' } as const;

/** What a typed packet says: its layers with their fields, and what is wrong with it. */
export function PacketFields({ packet }: { readonly packet: TypedPacket }) {
  return (
    <div data-slot="typed-packet" className="grid gap-1 font-mono text-[12px]">
      {packet.issues.map(({ code, message, level, column }) => (
        <p key={`${code} ${column}`} data-slot="typed-issue" className={`font-sans ${LEVEL[level]}`}>
          Column {column}: {message}
        </p>
      ))}
      {packet.layers.map((layer) => (
        <div key={layer.name} className="flex flex-wrap gap-x-3.5">
          <p className={`font-semibold ${TEXT_TONE[layer.name]}`}>{layer.title}</p>
          <dl className="contents">
            {layer.fields.map((field) => (
              <div key={`${field.key} ${field.start}`} className="flex min-w-0 gap-x-1.5">
                <dt className="shrink-0 text-dim" title={field.spec.help}>
                  {field.spec.label}
                </dt>
                <dd className="min-w-0 break-all text-ink">{field.text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
