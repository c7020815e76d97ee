import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, unreachable } from '@/lib/base/assert';
import type { Fault } from '@/lib/lab/faults';
import { newLabId } from '@/lib/lab/link';
import { adviceOn } from '@/lib/lessons/advice';
import type { Act, Lesson, Match, Seen, Step } from '@/lib/lessons/lesson';
import { seenOf } from '@/lib/lessons/seen';
import { writeTransports } from '@/lib/program/transports';
import type { HostedLab } from '@/lib/server/hosted-lab';
import type { Serving } from '@/lib/server/serve';
import type { Entry } from '@/lib/session/entry';

import { step as fold, openTimeline } from '@/lib/session/fold';
import { told } from './entry-text';

/** Those who run `client.js`: in a browser, or in this process. */
export interface Cast {
  enter(scene: Scene): Promise<void>;
  leave(): Promise<void>;
}

export interface Scene {
  readonly id: string;
  readonly key: string;
  readonly files: Files;
  readonly urls: { readonly [client: string]: string };
}

type Files = { readonly [name: string]: string };

/** A real lab in which somebody does what a learner would. */
export interface Stage {
  readonly run: number;
  /** Does the acts in their order. Each begins where the last left off; the files are the sample's at first. */
  play(acts: readonly Act[], step?: Step): Promise<void>;
  /** What the step says now; see `judge`. */
  verdict(step: Step): Judgement;
  /** Resolves with the first entry of the run that matches. */
  see(match: Match): Promise<Entry>;
  /** What the run has shown so far. */
  seen(): Seen;
  /** Resolves when the step says so; refuses with what it said last. */
  until(step: Step, test: (judgement: Judgement) => boolean, withinMs: number): Promise<Judgement>;
  /** The sample again, and nothing on the wire. */
  reset(): Promise<void>;
  /** The capture file so far. */
  capture(): Promise<string>;
  close(): Promise<void>;
}

export interface Judgement {
  readonly done: boolean;
  readonly hint?: string | undefined;
}

/** What a stage needs to know of a lesson; a starter of the free lab has it as well. */
type Play = Pick<Lesson, 'chapter' | 'slug' | 'cast'>;

const LONGEST_ACT_MS = 10_000;

export async function openStage(serving: Serving, lesson: Play, cast: Cast): Promise<Stage> {
  const folder = join(process.cwd(), 'lib', 'lessons', lesson.chapter, lesson.slug);
  const sample = filesIn(folder);
  const solved = filesIn(join(folder, 'solution'));
  const [id, timeline] = [newLabId(), openTimeline()];
  const listeners = new Set<() => void>();
  let files = sample;
  let faults: readonly Fault[] = [];
  let run = 0;
  let key: string | undefined;
  let read = 0;
  let choice: number | undefined;
  let selected: Entry | undefined;

  async function call(method: string, path: string, body?: object): Promise<string> {
    const headers = { ...(key && { Authorization: `Bearer ${key}` }), 'Content-Type': 'application/json' };
    const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${serving.app.main}/api/labs/${id}${path}`, request);
    const answer = await response.text();
    assert(response.ok, `${method} ${path}: ${response.status} ${answer}`);
    return answer;
  }

  function follow(lab: HostedLab): void {
    const catchUp = () => {
      for (const record of lab.log.after(read, Number.POSITIVE_INFINITY)) {
        fold(timeline, record);
        read = record.seq;
      }
      for (const listener of listeners) listener();
    };
    lab.log.watch(catchUp);
    catchUp();
  }

  async function start(): Promise<void> {
    await cast.leave();
    const ticket: unknown = JSON.parse(await call('PUT', '', { files, cast: lesson.cast }));
    assert(isTicket(ticket), 'a ticket');
    key = ticket.key;
    run += 1;
    if (run === 1) {
      const lab = serving.registry.find(id);
      assert(lab, 'the lab that was just made');
      follow(lab);
    }
    // A fault that was switched on before the first run waits for it.
    await call('PUT', '/faults', { faults });
    await cast.enter({ id, key, files, urls: ticket.urls });
  }

  async function act(each: Act, step: Step | undefined): Promise<void> {
    switch (each.act) {
      case 'run':
        return start();
      case 'transport':
        return edit('client.js', writeTransports(files['client.js'] ?? '', each.choice));
      case 'edit':
        return edit(each.file, solved[each.file]);
      case 'replace':
        return edit(
          each.file,
          files[each.file]?.replace(each.from, () => each.to),
        );
      case 'fault':
        faults = each.faults.filter(({ kind }) => kind !== 'cut');
        if (run > 0) await call('PUT', '/faults', { faults: each.faults });
        return;
      case 'choose':
        choice = each.choice;
        return;
      case 'see':
        await seeEntry(each.match);
        return;
      case 'find': {
        const wanted =
          each.match ?? (step?.kind === 'find' ? (entry: Entry) => step.matches(entry, timeline) : undefined);
        assert(wanted, 'something to find');
        selected = await seeEntry(wanted);
        return;
      }
      default:
        return unreachable(each);
    }
  }

  function edit(file: string, source: string | undefined): void {
    assert(source !== undefined && source !== files[file], `${file} changes`);
    files = { ...files, [file]: source };
  }

  function seeEntry(match: Match): Promise<Entry> {
    return when(
      () => seenOf(timeline, run).entries.find(match),
      LONGEST_ACT_MS,
      () => `no such entry came: ${match}`,
    );
  }

  /** Resolves with the first answer that is not `undefined`, asking again after each record. */
  function when<T>(ask: () => T | undefined, withinMs: number, otherwise: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        listeners.delete(check);
        settle();
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`${otherwise()}\n${seenSoFar()}`))),
        withinMs,
      );
      const check = () => {
        const answer = ask();
        if (answer !== undefined) end(() => resolve(answer));
      };
      listeners.add(check);
      check();
    });
  }

  const seenSoFar = () => told(seenOf(timeline, run).entries).replaceAll(' · ', '\n');

  function verdict(step: Step): Judgement {
    if (step.kind === 'find') {
      if (selected && step.matches(selected, timeline)) return { done: true };
      return { done: false, hint: selected && adviceOn(step, selected) };
    }
    const claimed = step.claim.holds(seenOf(timeline, run));
    if (!claimed.holds) return { done: false, hint: claimed.instead };
    if (step.kind !== 'predict') return { done: true };
    const chosen = step.choices[choice ?? -1];
    return chosen?.right ? { done: true } : { done: false, hint: chosen?.because };
  }

  return {
    get run() {
      return run;
    },
    async play(acts, step) {
      for (const each of acts) await act(each, step);
    },
    verdict,
    see: seeEntry,
    seen: () => seenOf(timeline, run),
    until(step, test, withinMs) {
      let last: Judgement = { done: false };
      const ask = () => {
        last = verdict(step);
        return test(last) ? last : undefined;
      };
      return when(ask, withinMs, () => `${step.id} stayed at ${JSON.stringify(last)}`);
    },
    async reset() {
      await cast.leave();
      files = sample;
      faults = [];
      choice = undefined;
      selected = undefined;
      if (run > 0) await call('PUT', '/faults', { faults });
    },
    capture: () => call('GET', '/capture'),
    async close() {
      await cast.leave();
      if (run === 0) return;
      // A goodbye that is kept back would keep the connection open.
      await call('PUT', '/faults', { faults: [] });
      await call('DELETE', '');
    },
  };
}

function isTicket(value: unknown): value is { key: string; urls: { readonly [client: string]: string } } {
  return typeof value === 'object' && value !== null && 'key' in value && 'urls' in value;
}

function filesIn(folder: string): Files {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(js|html|css)$/.test(name)) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
