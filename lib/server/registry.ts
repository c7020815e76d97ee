import { LIMITS } from '@/lib/lab/limits';
import { type HostedLab, openHostedLab, type StartLab } from './hosted-lab';

/** All labs of this process, by id. */
export interface Registry {
  find(id: string): HostedLab | undefined;
  /** A lab that has not run yet; `undefined` where there are as many as may be. */
  create(id: string): HostedLab | undefined;
  remove(id: string): void;
  /** Keeps a lab from being dropped as idle, until the function it answers is called. */
  hold(lab: HostedLab): () => void;
  /** Drops labs that nobody has been connected to or looked at for `IDLE_MS`. */
  sweep(now: number): void;
  /** Calls back when a lab has been removed. Returns the function that ends it. */
  onRemove(lab: HostedLab, callback: () => void): () => void;
  close(): void;
}

export const IDLE_MS = 15 * 60_000;
const SWEEP_MS = 60_000;

interface Tenancy {
  readonly lab: HostedLab;
  readonly onRemove: Set<() => void>;
  holds: number;
  usedAt: number;
}

export function openRegistry(startLab: StartLab): Registry {
  const tenancies = new Map<string, Tenancy>();
  /** The records of all labs share what there is for them. */
  const keepBytes = () =>
    Math.min(LIMITS.recordedBytes, LIMITS.allRecordedBytes / Math.max(1, tenancies.size));
  const timer = setInterval(() => registry.sweep(performance.now()), SWEEP_MS).unref();

  const registry: Registry = {
    find(id) {
      const tenancy = tenancies.get(id);
      if (tenancy) tenancy.usedAt = performance.now();
      return tenancy?.lab;
    },
    create(id) {
      if (tenancies.size >= LIMITS.labs) return undefined;
      const lab = openHostedLab(id, startLab, keepBytes);
      tenancies.set(id, { lab, onRemove: new Set(), holds: 0, usedAt: performance.now() });
      for (const { lab } of tenancies.values()) lab.log.trim();
      return lab;
    },
    remove(id) {
      const tenancy = tenancies.get(id);
      if (!tenancy) return;
      tenancies.delete(id);
      tenancy.lab.stop();
      for (const callback of tenancy.onRemove) callback();
    },
    hold(lab) {
      const tenancy = tenancies.get(lab.id);
      if (tenancy) tenancy.holds += 1;
      return () => {
        if (!tenancy) return;
        tenancy.holds -= 1;
        tenancy.usedAt = performance.now();
      };
    },
    sweep(now) {
      for (const [id, { lab, holds, usedAt }] of tenancies) {
        if (holds === 0 && lab.connections.size === 0 && now - usedAt >= IDLE_MS) registry.remove(id);
      }
    },
    onRemove(lab, callback) {
      const tenancy = tenancies.get(lab.id);
      tenancy?.onRemove.add(callback);
      return () => tenancy?.onRemove.delete(callback);
    },
    close() {
      clearInterval(timer);
      for (const id of [...tenancies.keys()]) registry.remove(id);
    },
  };
  return registry;
}
