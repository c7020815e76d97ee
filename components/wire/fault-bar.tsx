'use client';

import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tip } from '@/components/ui/tip';
import { FAULTS, type Fault, type FaultKind } from '@/lib/lab/faults';
import type { FaultControls } from './fault-controls';
import { FaultPopover } from './fault-popover';
import { inPlaceOf, toggled, WAY, whose, withFault, withoutFault } from './fault-set';
import { FREEZING, type Frozen, frozenOf } from './freezing';
import { POPUP_LOOK, POPUP_OPTION } from './popup-look';

const LATENCY_MS = 200;

/** What is done to a wire most often, each pressed while it is in force, and the way to all the rest. */
export function FaultBar(controls: FaultControls) {
  const { faults, client, live, onFaults } = controls;
  const toggle = (fault: Fault) => ({
    on: inPlaceOf(faults, fault) !== undefined,
    onPress: () => onFaults(toggled(faults, fault)),
  });

  return (
    <fieldset className="inline-flex min-w-0 shrink-0 overflow-hidden rounded-md border border-line">
      <legend className="sr-only">Faults of the wire</legend>
      <FaultToggle kind="block-websocket" {...toggle({ kind: 'block-websocket', ...whose(client) })} />
      <span className="contents @max-[540px]:hidden">
        <FaultToggle kind="strip-upgrade" {...toggle({ kind: 'strip-upgrade', ...whose(client) })} />
      </span>
      <FreezeMenu {...controls} />
      <span className="contents @max-[540px]:hidden">
        <FaultToggle
          kind="latency"
          label={`+${LATENCY_MS} ms`}
          {...toggle({ kind: 'latency', direction: 'both', ms: LATENCY_MS, ...whose(client) })}
        />
      </span>
      <CutMenu
        disabled={!live}
        onCut={(how) => onFaults([...faults, { kind: 'cut', how, ...whose(client) }])}
      />
      <FaultPopover {...controls} className={ITEM} />
    </fieldset>
  );
}

const ITEM =
  'flex items-center gap-1 whitespace-nowrap px-2.5 py-1 text-[12.5px] leading-[18px] text-dim -outline-offset-2! hover:text-ink focus-visible:outline-2 focus-visible:outline-note disabled:opacity-50 aria-pressed:bg-sel aria-pressed:text-ink data-on:bg-sel data-on:text-ink';

function FaultTip({ kind, children }: { readonly kind: FaultKind; readonly children?: ReactNode }) {
  const { does, realWorld } = FAULTS[kind];
  return (
    <>
      <span className="block">{does}</span>
      <span className="mt-1 block text-dim">In the world: {realWorld}</span>
      {children}
    </>
  );
}

interface FaultToggleProps {
  readonly kind: FaultKind;
  readonly label?: string;
  readonly on: boolean;
  onPress(): void;
}

function FaultToggle({ kind, label = FAULTS[kind].label, on, onPress }: FaultToggleProps) {
  return (
    <Tip tip={<FaultTip kind={kind} />}>
      <button type="button" aria-pressed={on} data-fault={kind} onClick={onPress} className={ITEM}>
        {label}
      </button>
    </Tip>
  );
}

function FreezeMenu({ faults, client, onFaults }: FaultControls) {
  const frozen = frozenOf(faults, client);
  const freeze = (direction: Frozen) => {
    const fault: Fault = {
      kind: 'freeze',
      direction: direction === 'no' ? 'both' : direction,
      ...whose(client),
    };
    onFaults(direction === 'no' ? withoutFault(faults, fault) : withFault(faults, fault));
  };
  return (
    <Menu.Root>
      <Tip tip={<FaultTip kind="freeze" />}>
        <Menu.Trigger className={ITEM} data-fault="freeze" data-on={frozen === 'no' ? undefined : ''}>
          {FAULTS.freeze.label}
          {frozen !== 'no' && ` ${WAY[frozen]}`}
          <ChevronDown size={11} aria-hidden="true" />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} className="z-50">
          <Menu.Popup className={POPUP_LOOK}>
            <Menu.RadioGroup value={frozen} onValueChange={freeze}>
              {FREEZING.map(({ value, label }) => (
                <Menu.RadioItem key={value} value={value} closeOnClick className={POPUP_OPTION}>
                  {label}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function CutMenu({ disabled, onCut }: { readonly disabled: boolean; onCut(how: 'fin' | 'rst'): void }) {
  return (
    <Menu.Root>
      <Tip tip={<FaultTip kind="cut" />}>
        <Menu.Trigger disabled={disabled} className={ITEM} data-fault="cut">
          {FAULTS.cut.label}
          <ChevronDown size={11} aria-hidden="true" />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className={POPUP_LOOK}>
            <Menu.Item className={POPUP_OPTION} onClick={() => onCut('fin')}>
              politely, with FIN
            </Menu.Item>
            <Menu.Item className={POPUP_OPTION} onClick={() => onCut('rst')}>
              at once, with RST
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
