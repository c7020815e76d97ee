import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '@/lib/base/assert';
import { Account, type AccountState } from './account';
import { takeBundles } from './bundle';
import { Channel } from './channel';
import { ProgramError, type RunningLab, startLab, warmLab } from './lab';
import type { Beginning, FromThread, ToThread } from './pool-message';

/** The thread of some labs: runs them, and tells the pool of them. */

/** What the runs of one lab are charged to, while there is one here. */
interface Known {
  readonly account: Account;
  runs: number;
}

assert(parentPort, 'this is a thread of its own');
const labs = new Map<number, { readonly lab: RunningLab; readonly leave: () => void }>();
const accounts = new Map<number, Known>();
const channel = new Channel<FromThread, ToThread>(parentPort, (message) => {
  switch (message.type) {
    case 'start':
      void start(message);
      return;
    case 'stop':
      stop(message.lab);
      return;
    case 'dial': {
      const end = channel.wire(message.number);
      const known = labs.get(message.lab);
      if (known) known.lab.accept(end);
      else end.resetAndDestroy();
    }
  }
});
const { bundles }: Beginning = workerData;
takeBundles(bundles);
void warmLab().then(() => channel.send({ type: 'warm' }));

async function start({ lab, program, run, account: given }: Extract<ToThread, { type: 'start' }>) {
  const { account, leave } = enter(given.number, given.state);
  let { suspectSince } = account.state;
  try {
    const running = await startLab(program, {
      run,
      account,
      onBusy: channel.flush,
      onTrace(event) {
        channel.send({ type: 'trace', lab, event });
        if (event.kind !== 'exception' || account.state.suspectSince === suspectSince) return;
        suspectSince = account.state.suspectSince;
        channel.send({ type: 'account', lab, state: account.state });
      },
    });
    labs.set(lab, { lab: running, leave });
    channel.send({ type: 'started', lab });
  } catch (error) {
    leave();
    assert(error instanceof Error, 'what is thrown is an error');
    const place = error instanceof ProgramError ? { place: error.place } : {};
    channel.send({ type: 'failed', lab, error, ...place });
  }
  // What comes after it is heard when whoever waits for it has gone on.
  channel.flush();
}

function stop(lab: number): void {
  const known = labs.get(lab);
  labs.delete(lab);
  known?.lab.stop();
  known?.leave();
}

function enter(number: number, state: AccountState): { account: Account; leave: () => void } {
  let known = accounts.get(number);
  if (!known) {
    known = { account: new Account(), runs: 0 };
    known.account.state = state;
    accounts.set(number, known);
  }
  known.runs += 1;
  const { account } = known;
  return {
    account,
    leave() {
      known.runs -= 1;
      if (known.runs === 0) accounts.delete(number);
    },
  };
}
